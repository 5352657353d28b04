package dev.trellis.ui.api.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.InboxFolder;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** {@code /tasks}: the caller's inbox and decisions. */
@Controller("/api/v1/tasks")
final class TaskController {

    private static final int PAGE = 50;
    private static final int MOST_SHOWN = 100;
    private static final int MOST_SKIPPED = 100_000;
    private static final ProblemCode NUMBER_EXPECTED = ProblemCode.malformed("NUMBER_EXPECTED");
    private static final ProblemCode TASK_NOT_FOUND = ProblemCode.notFound("APPROVAL_TASK_NOT_FOUND");
    private static final ProblemCode FOLDER_UNKNOWN = ProblemCode.malformed("INBOX_FOLDER_UNKNOWN");

    private final Approvals approvals;

    TaskController(Approvals approvals) {
        this.approvals = approvals;
    }

    @Get
    ApiResponse inbox(ApiRequest request) {
        return request.withParameters(Set.of("state", "offset", "limit"), () -> {
            var problems = new ArrayList<Problem>();
            var offset = number(request, "offset", 0, 0, MOST_SKIPPED, problems);
            var limit = number(request, "limit", PAGE, 1, MOST_SHOWN, problems);
            var asked = request.parameter("state").orElse(InboxFolder.TODO.key());
            var folder = Arrays.stream(InboxFolder.values())
                    .filter(each -> each.key().equals(asked))
                    .findFirst();
            if (folder.isEmpty()) {
                problems.add(Problem.at("state", FOLDER_UNKNOWN).with("given", asked));
            }
            return folder.filter(found -> problems.isEmpty())
                    .map(found -> ApiResponse.ok(new ApprovalJson(request.locale())
                            .inbox(approvals.inbox(request.actor(), found, offset, limit))))
                    .orElseGet(() -> ApiResponse.refused(problems));
        });
    }

    @Post("/{id}/agree")
    ApiResponse agree(ApiRequest request, String id) {
        return decide(request, id, (task, comment) -> approvals.agree(request.actor(), task, comment, Map.of(), null));
    }

    @Post("/{id}/reject")
    ApiResponse reject(ApiRequest request, String id) {
        return decide(request, id, (task, comment) -> approvals.reject(request.actor(), task, comment));
    }

    /** Everything that a step offers, by name: {@code {"action": "transfer", "to": "…", "comment": "…"}}. */
    @Post("/{id}/action")
    ApiResponse act(ApiRequest request, String id) {
        return RecordId.parse(id)
                .map(task -> request.withBody(ActionBody.OF_TASK, body -> {
                    var given = new ActionBody(body);
                    var action = given.task();
                    var comment = given.comment();
                    return body.answer(() -> ApprovalController.answer(
                            approvals.act(request.actor(), task, action.orElseThrow(), comment)));
                }))
                .orElseGet(() -> ApiResponse.refused(Problem.at("id", TASK_NOT_FOUND)));
    }

    private static ApiResponse decide(
            ApiRequest request, String id, BiFunction<RecordId, String, ApprovalResult> decision) {
        return RecordId.parse(id)
                .map(task -> request.withOptionalBody(Set.of("comment"), body -> {
                    var comment = body.text("comment").orElse("");
                    return body.answer(() -> ApprovalController.answer(decision.apply(task, comment)));
                }))
                .orElseGet(() -> ApiResponse.refused(Problem.at("id", TASK_NOT_FOUND)));
    }

    private static int number(
            ApiRequest request, String name, int otherwise, int least, int most, List<Problem> problems) {
        var given = request.parameter(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        if (given.get().matches("[0-9]{1,6}")) {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        problems.add(Problem.at(name, NUMBER_EXPECTED)
                .with("given", given.get())
                .with("least", least)
                .with("most", most));
        return otherwise;
    }
}
