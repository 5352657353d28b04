package dev.trellis.ui.api.access;

import dev.trellis.core.access.Recipient;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.collaboration.SharingResult;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.record.RecordAnswers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/<entity>/<id>/shares}: with whom a record is shared. */
@Controller("/api/v1/records/{entity}/{id}/shares")
final class SharesController {

    private static final ProblemCode SHARE_RECIPIENT_UNKNOWN = ProblemCode.invalid("SHARE_RECIPIENT_UNKNOWN");
    private static final ProblemCode SHARE_RIGHT_UNKNOWN = ProblemCode.invalid("SHARE_RIGHT_UNKNOWN");
    private static final String WRITE = "write";
    private static final String READ = "read";

    private final Collaboration collaboration;
    private final RecordAnswers answers;

    SharesController(Collaboration collaboration, RecordAnswers answers) {
        this.collaboration = collaboration;
        this.answers = answers;
    }

    @Get
    ApiResponse list(ApiRequest request, String entity, String id) {
        return request.withParameters(
                Set.of(),
                () -> answers.withRecord(
                        request,
                        entity,
                        id,
                        found -> answer(id, collaboration.list(Asked.speaking(request), entity, found))));
    }

    @Post
    ApiResponse share(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> request.withBody(
                        Set.of("recipient", "right", "collaborator", "until"),
                        body -> share(request, entity, found, body)));
    }

    private ApiResponse share(ApiRequest request, String entity, RecordId id, Body body) {
        var text = body.requiredText("recipient");
        var recipient = Recipient.parse(text);
        if (recipient.isEmpty() && !text.isEmpty()) {
            body.fault(Problem.at("recipient", SHARE_RECIPIENT_UNKNOWN).with("given", text));
        }
        var right = body.text("right").orElse(READ);
        if (!right.equals(READ) && !right.equals(WRITE)) {
            body.fault(Problem.at("right", SHARE_RIGHT_UNKNOWN).with("given", right));
        }
        var collaborator = body.flag("collaborator");
        var until = Asked.read(body, "until");
        return body.answer(() -> recipient
                .map(found -> answer(
                        id.toString(),
                        collaboration.share(
                                Asked.speaking(request),
                                entity,
                                id,
                                new Collaboration.Wish(found, right.equals(WRITE), collaborator, until.orElse(null)))))
                .orElseGet(ApiResponse::nothing));
    }

    @Delete("/{share}")
    ApiResponse end(ApiRequest request, String entity, String id, String share) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> RecordId.parse(share)
                        .map(one -> switch (collaboration.end(Asked.speaking(request), entity, found, one)) {
                            case SharingResult.Shares _ -> ApiResponse.nothing();
                            case SharingResult.NotFound _ -> RecordAnswers.notFound(share);
                            case SharingResult.Denied(var problem) -> ApiResponse.refused(problem);
                            case SharingResult.Rejected(var problems) -> ApiResponse.refused(problems);
                        })
                        .orElseGet(() -> RecordAnswers.notFound(share)));
    }

    private static ApiResponse answer(String id, SharingResult result) {
        return switch (result) {
            case SharingResult.Shares shares -> ApiResponse.ok(json(shares));
            case SharingResult.NotFound _ -> RecordAnswers.notFound(id);
            case SharingResult.Denied(var problem) -> ApiResponse.refused(problem);
            case SharingResult.Rejected(var problems) -> ApiResponse.refused(problems);
        };
    }

    private static ObjectNode json(SharingResult.Shares shares) {
        var json = JsonNodeFactory.instance.objectNode();
        var items = json.putArray("items");
        for (var entry : shares.entries()) {
            var share = entry.share();
            items.addObject()
                    .put("id", share.id().toString())
                    .put("recipient", share.recipient().text())
                    .put("name", entry.name())
                    .put("right", share.writing() ? WRITE : READ)
                    .put("collaborator", share.collaborator())
                    .put("until", share.until() == null ? null : share.until().toString())
                    .put("since", share.since().toString())
                    .put("by", share.by() == null ? null : share.by().toString())
                    .put("byName", entry.byName());
        }
        return json.put("mayShare", shares.mayShare());
    }
}
