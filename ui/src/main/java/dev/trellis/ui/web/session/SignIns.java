package dev.trellis.ui.web.session;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.Sessions;
import dev.trellis.core.account.Verification;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** Where the web client learns who somebody is; it keeps nothing of it but the key. */
@Singleton
final class SignIns {

    private final Accounts accounts;
    private final Sessions sessions;
    private final ActorResolver actors;

    SignIns(Accounts accounts, Sessions sessions, ActorResolver actors) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.actors = actors;
    }

    /** What became of a user name and a password. */
    sealed interface Result {
        record Accepted(SessionKey key, Locale language) implements Result {}

        record Refused(Problem problem) implements Result {}
    }

    Result signIn(String username, String password, String address) {
        return switch (accounts.verify(username, password, address)) {
            case Verification.Refused(var problem) -> new Result.Refused(problem);
            case Verification.Verified(var user) -> accepted(user, address);
        };
    }

    /** Returns the person with the roles in force now; empty once signed out, expired or deactivated. */
    Optional<Actor.Person> actorOf(SessionKey key) {
        return actors.bySession(new RecordId(key.session()))
                .filter(person -> person.user().value() == key.user());
    }

    void signOut(SessionKey key) {
        sessions.end(new RecordId(key.session()));
        actors.forget();
    }

    private Result accepted(RecordId user, String address) {
        var language = accounts.find(user).map(Accounts.Entry::language).orElse(Locale.ENGLISH);
        return new Result.Accepted(
                new SessionKey(user.value(), sessions.open(user, address).value()), language);
    }
}
