package dev.trellis.ui.api.metadata;

import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.publish.Review;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /metadata/draft}, {@code /metadata/publish}, {@code /metadata/versions}. */
@Controller("/api/v1/metadata")
final class PublishController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ProblemCode DRAFT_OUTDATED = ProblemCode.conflict("DRAFT_OUTDATED");
    private static final ProblemCode LOSS_NOT_CONFIRMED = ProblemCode.invalid("LOSS_NOT_CONFIRMED");
    private static final ProblemCode UNKNOWN_VERSION = ProblemCode.notFound("UNKNOWN_VERSION");

    private final DesignRight right;
    private final Drafts drafts;
    private final Publisher publisher;

    PublishController(DesignRight right, Drafts drafts, Publisher publisher) {
        this.right = right;
        this.drafts = drafts;
        this.publisher = publisher;
    }

    @Get("/draft/changes")
    ApiResponse changes(ApiRequest request) {
        return right.require(request, (actor, live) -> {
            var review = drafts.review(actor);
            var answer = NODES.objectNode().put("base", review.base()).put("live", review.live());
            answer.set("changes", losses(review.changes(), request.locale()));
            var problems = answer.putArray("problems");
            review.problems()
                    .forEach(problem -> problems.addObject()
                            .put("path", problem.path())
                            .put("code", problem.code().key())
                            .put("message", Messages.text(problem, request.locale())));
            answer.set("outdated", texts(review.outdated(), request.locale()));
            review.steps().forEach(answer.putArray("steps")::add);
            return ApiResponse.ok(answer);
        });
    }

    @Delete("/draft")
    ApiResponse discard(ApiRequest request) {
        return right.require(request, (actor, live) -> MetadataController.answer(drafts.discard(actor)));
    }

    @Post("/publish")
    ApiResponse publish(ApiRequest request) {
        return request.withBody(Set.of("comment", "confirm"), body -> {
            var confirmed = Set.copyOf(body.texts("confirm"));
            var comment = body.text("comment").orElse("");
            return body.answer(() -> publish(request, comment, confirmed));
        });
    }

    private ApiResponse publish(ApiRequest request, String comment, Set<String> confirmed) {
        return switch (publisher.publish(request.actor(), comment, confirmed)) {
            case PublishResult.Published(var version, var steps) -> {
                var answer = NODES.objectNode().put("version", version);
                steps.forEach(answer.putArray("steps")::add);
                yield ApiResponse.ok(answer);
            }
            case PublishResult.Outdated(var base, var live, var theirs) ->
                ApiResponse.refused(Problem.at("", DRAFT_OUTDATED)
                                .with("base", base)
                                .with("live", live))
                        .withMember("theirs", texts(theirs, request.locale()));
            case PublishResult.Rejected(var problems) -> ApiResponse.refused(problems);
            case PublishResult.NeedsConfirmation(var losses) ->
                ApiResponse.refused(Problem.at("confirm", LOSS_NOT_CONFIRMED))
                        .withMember("losses", losses(losses, request.locale()));
            case PublishResult.Busy(var problem) -> ApiResponse.refused(problem);
            case PublishResult.Denied(var problem) -> ApiResponse.refused(problem);
        };
    }

    @Get("/versions")
    ApiResponse versions(ApiRequest request) {
        return right.require(request, (actor, live) -> {
            var answer = NODES.objectNode();
            var items = answer.putArray("items");
            drafts.versions()
                    .forEach(version -> items.addObject()
                            .put("version", version.version())
                            .put("comment", version.comment())
                            .put("at", version.at().toString())
                            .put("byName", version.byName()));
            return ApiResponse.ok(answer);
        });
    }

    @Get("/versions/{version}/changes")
    ApiResponse changesOf(ApiRequest request, String version) {
        return right.require(
                request,
                (actor, live) -> (version.matches("[0-9]{1,9}")
                                ? drafts.changes(Integer.parseInt(version))
                                : java.util.Optional.<List<MetadataChange>>empty())
                        .map(changes -> {
                            var answer = NODES.objectNode();
                            answer.set("changes", texts(changes, request.locale()));
                            return ApiResponse.ok(answer);
                        })
                        .orElseGet(() -> unknown(version, live.version())));
    }

    @Post("/versions/{version}/revert")
    ApiResponse revert(ApiRequest request, String version) {
        return right.require(
                request,
                (actor, live) -> version.matches("[0-9]{1,9}")
                        ? MetadataController.answer(drafts.revert(actor, Integer.parseInt(version)))
                        : unknown(version, live.version()));
    }

    private static ApiResponse unknown(String version, int newest) {
        return ApiResponse.refused(
                Problem.at("version", UNKNOWN_VERSION).with("given", version).with("newest", newest));
    }

    private static ArrayNode texts(List<MetadataChange> changes, Locale locale) {
        var array = NODES.arrayNode();
        changes.forEach(change -> array.addObject().put("id", change.id()).put("text", change.text(locale)));
        return array;
    }

    private static ArrayNode losses(List<Review.Change> changes, Locale locale) {
        var array = NODES.arrayNode();
        for (var change : changes) {
            var item = array.addObject()
                    .put("id", change.change().id())
                    .put("text", change.change().text(locale))
                    .put("values", change.values())
                    .put("needsConfirmation", change.needsConfirmation());
            change.uses().stream().sorted().forEach(item.putArray("uses")::add);
        }
        return array;
    }
}
