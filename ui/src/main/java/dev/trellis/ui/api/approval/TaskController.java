package dev.trellis.ui.api.approval;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.InboxFolder;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** {@code /tasks}: the caller's inbox and decisions. */
@Controller("/api/v1/tasks")
final class TaskController {

    private static final ProblemCode FOLDER_UNKNOWN = ProblemCode.malformed("INBOX_FOLDER_UNKNOWN");

    private final Approvals approvals;

    TaskController(Approvals approvals) {
        this.approvals = approvals;
    }

    @Get
    ApiResponse inbox(ApiRequest request) {
        var asked = request.parameter("state").orElse("todo");
        var offset = request.parameter("offset").filter(text -> text.matches("[0-9]{1,6}"));
        return Arrays.stream(InboxFolder.values())
                .filter(folder -> folder.key().equals(asked))
                .findFirst()
                .map(folder -> ApiResponse.ok(new ApprovalJson(request.locale())
                        .inbox(approvals.inbox(
                                request.actor(),
                                folder,
                                offset.map(Integer::valueOf).orElse(0),
                                50))))
                .orElseGet(() ->
                        ApiResponse.refused(Problem.at("state", FOLDER_UNKNOWN).with("given", asked)));
    }

    @Post("/{id}/agree")
    ApiResponse agree(ApiRequest request, String id) {
        return RecordAnswers.withId(
                id,
                task -> request.withObject(body -> ApprovalController.answer(
                        approvals.agree(request.actor(), task, comment(body), Map.of(), null))));
    }

    @Post("/{id}/reject")
    ApiResponse reject(ApiRequest request, String id) {
        return RecordAnswers.withId(
                id,
                task -> request.withObject(
                        body -> ApprovalController.answer(approvals.reject(request.actor(), task, comment(body)))));
    }

    private static String comment(ObjectNode body) {
        return body.path("comment").asString("");
    }
}
