package dev.trellis.ui.api;

import dev.trellis.core.access.Actor;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds who a bearer token speaks for. */
@Singleton
final class TokenActors {

    TokenActors() {}

    Optional<Actor.Person> actorOf(String token) {
        return Optional.empty();
    }
}
