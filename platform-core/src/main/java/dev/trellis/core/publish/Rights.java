package dev.trellis.core.publish;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import java.util.Optional;

/** Who may design and publish: people by their roles, the platform only to install. */
final class Rights {

    private Rights() {}

    /** Returns why an actor may not; empty if they may. */
    static Optional<Problem> refusal(Actor actor, Right right, Metadata live) {
        var may = switch (actor) {
            case Actor.Person person ->
                person.roles().stream()
                        .flatMap(role -> live.role(role).stream())
                        .anyMatch(role -> role.rights().contains(right));
            case Actor.Platform(var purpose) -> purpose == Actor.Purpose.INSTALL;
            case Actor.Automation _ -> false;
        };
        var code = right == Right.PUBLISH ? MetadataProblem.NO_RIGHT_TO_PUBLISH : MetadataProblem.NO_RIGHT_TO_DESIGN;
        return may ? Optional.empty() : Optional.of(Problem.at("", code));
    }
}
