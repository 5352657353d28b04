package dev.trellis.ui.api.metadata;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;

/** Lets those at metadata whose roles let them design. */
@Singleton
public final class DesignRight {

    private static final ProblemCode DESIGN_DENIED = ProblemCode.denied("DESIGN_DENIED");

    private final LiveMetadata live;

    DesignRight(LiveMetadata live) {
        this.live = live;
    }

    public ApiResponse require(ApiRequest request, BiFunction<Actor.Person, Metadata, ApiResponse> use) {
        var actor = request.actor();
        var now = live.refresh();
        var may = actor.roles().stream()
                .flatMap(role -> now.role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.DESIGN));
        return may ? use.apply(actor, now) : ApiResponse.refused(Problem.at("", DESIGN_DENIED));
    }
}
