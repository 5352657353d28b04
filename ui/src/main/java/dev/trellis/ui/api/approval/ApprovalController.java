package dev.trellis.ui.api.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.PreviewResult;
import dev.trellis.workflow.approval.Which;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /records/{entity}/{id}/approval}: preview, submit, withdraw and what happened. */
@Controller("/api/v1/records/{entity}/{id}/approval")
final class ApprovalController {

    private static final String REQUEST = "request";
    private static final ProblemCode NOT_A_REQUEST = ProblemCode.malformed("APPROVAL_NOT_A_REQUEST");

    private final Approvals approvals;
    private final RecordAnswers answers;

    ApprovalController(Approvals approvals, RecordAnswers answers) {
        this.approvals = approvals;
        this.answers = answers;
    }

    @Get
    ApiResponse instances(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                record -> approvals
                        .instances(request.actor(), entity, record)
                        .map(views -> {
                            var json = JsonNodeFactory.instance.objectNode();
                            var items = json.putArray("items");
                            var writer = new ApprovalJson(request.locale());
                            views.forEach(view -> items.add(writer.view(view)));
                            var startable = approvals.startable(request.actor(), entity, record);
                            json.put("startable", !startable.isEmpty());
                            var several = json.putArray("startables");
                            startable.forEach(one -> several.addObject()
                                    .put("approval", one.approval())
                                    .put("label", one.label().text(request.locale()))
                                    .put("again", one.again()));
                            return ApiResponse.ok(json);
                        })
                        .orElseGet(() -> RecordAnswers.notFound(id)));
    }

    @Post("/preview")
    ApiResponse preview(ApiRequest request, String entity, String id) {
        return withStart(request, entity, id, (record, start) -> switch (approvals.preview(
                request.actor(), entity, record, start.approval(), start.chosen(), start.values())) {
            case PreviewResult.Found(var approval, var label, var path, var asked) -> {
                var json = new ApprovalJson(request.locale())
                        .path(path)
                        .put("approval", approval)
                        .put("label", label.text(request.locale()));
                json.set("asks", new StartJson(request.locale()).write(asked));
                yield ApiResponse.ok(json);
            }
            case PreviewResult.Refused(var problems) -> ApiResponse.refused(problems);
        });
    }

    @Post("/submit")
    ApiResponse submit(ApiRequest request, String entity, String id) {
        return withStart(
                request,
                entity,
                id,
                (record, start) -> answer(approvals.submit(
                        request.actor(), entity, record, start.approval(), null, start.chosen(), start.values())));
    }

    /** A body may name the approval, people by step, and give what the start asks for; it may be left out. */
    private ApiResponse withStart(
            ApiRequest request, String entity, String id, BiFunction<RecordId, StartJson.Given, ApiResponse> action) {
        return answers.withRecord(
                request,
                entity,
                id,
                record -> request.withOptionalBody(StartJson.MEMBERS, body -> {
                    var given = new StartJson(request.locale())
                            .read(
                                    body,
                                    approval -> approvals.preview(
                                            request.actor(), entity, record, approval, Map.of(), Map.of()));
                    return body.answer(() -> action.apply(record, given));
                }));
    }

    @Post("/withdraw")
    ApiResponse withdraw(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                record -> request.withOptionalBody(Set.of(REQUEST), body -> {
                    var which = which(entity, record, body);
                    return body.answer(() -> answer(approvals.withdraw(request.actor(), which)));
                }));
    }

    /** Everything else about a running request, by name: comment, share, urge, and what administrators do. */
    @Post("/action")
    ApiResponse act(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                record -> request.withBody(ActionBody.OF_REQUEST, body -> act(request, entity, record, body)));
    }

    private ApiResponse act(ApiRequest request, String entity, RecordId record, Body body) {
        var given = new ActionBody(body);
        var action = body.requiredText("action");
        var people = given.people();
        var comment = given.comment();
        var actor = request.actor();
        var which = which(entity, record, body);
        return switch (action) {
            case "comment" -> body.answer(() -> answer(approvals.comment(actor, which, comment, people)));
            case "share" -> body.answer(() -> answer(approvals.share(actor, which, people, comment)));
            case "urge" -> body.answer(() -> answer(approvals.urge(actor, which)));
            default -> {
                var repair = given.repair(action);
                yield body.answer(() -> answer(approvals.repair(actor, which, repair.orElseThrow(), comment)));
            }
        };
    }

    /** Which of the requests that run for a record is meant; only one where none is named. */
    private static Which which(String entity, RecordId record, Body body) {
        var given = body.text(REQUEST);
        var id = given.flatMap(RecordId::parse);
        if (given.isPresent() && id.isEmpty()) {
            body.fault(Problem.at(REQUEST, NOT_A_REQUEST).with("given", given.get()));
        }
        return new Which(entity, record, id.orElse(null));
    }

    static ApiResponse answer(ApprovalResult result) {
        return switch (result) {
            case ApprovalResult.Done(var instance, var state) ->
                ApiResponse.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("instance", instance.toString())
                        .put("state", state.key()));
            case ApprovalResult.Refused(var problems) -> ApiResponse.refused(problems);
        };
    }
}
