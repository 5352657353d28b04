package dev.trellis.ui.api.access;

import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.Body;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What the routes of this package read out of requests. */
final class Asked {

    private static final ProblemCode BAD_INSTANT = ProblemCode.invalid("BAD_INSTANT");

    private Asked() {}

    /** Returns who asks, speaking the language of the request. */
    static Actor.Person speaking(ApiRequest request) {
        var actor = request.actor();
        return new Actor.Person(
                        actor.user(), actor.name(), actor.roles(), actor.departments(), request.locale(), actor.via())
                .within(actor.scope());
    }

    /** Returns a member that may be a point in time; one that is none is noted as a fault. */
    static Optional<Instant> read(Body body, String member) {
        return body.text(member).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                body.fault(Problem.at(member, BAD_INSTANT).with("given", text));
                return Optional.empty();
            }
        });
    }
}
