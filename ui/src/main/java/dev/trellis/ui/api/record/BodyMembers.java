package dev.trellis.ui.api.record;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiResponse;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Reads the members of a body that a route asks for. */
final class BodyMembers {

    private static final ProblemCode MEMBER_MISSING = ProblemCode.malformed("MEMBER_MISSING");
    private static final ProblemCode MEMBER_WRONG_TYPE = ProblemCode.malformed("MEMBER_WRONG_TYPE");

    private BodyMembers() {}

    /** Hands over a member that must be an object, or answers what is wrong with it. */
    static ApiResponse withObject(ObjectNode body, String member, Function<ObjectNode, ApiResponse> use) {
        var found = body.get(member);
        if (found == null || found.isNull()) {
            return ApiResponse.refused(Problem.at(member, MEMBER_MISSING).with("member", member));
        }
        return found instanceof ObjectNode object
                ? use.apply(object)
                : ApiResponse.refused(Problem.at(member, MEMBER_WRONG_TYPE)
                        .with("member", member)
                        .with("allowed", "{…}"));
    }
}
