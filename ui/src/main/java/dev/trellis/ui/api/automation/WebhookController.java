package dev.trellis.ui.api.automation;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.workflow.webhook.Webhook;
import dev.trellis.workflow.webhook.Webhooks;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhooks}: who is told what by signed calls, and what became of the calls. */
@Controller("/api/v1/webhooks")
final class WebhookController {

    private static final ProblemCode NOT_FOUND = ProblemCode.notFound("WEBHOOK_NOT_FOUND");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        return answer(webhooks.list(request.actor()), list -> {
            var json = NODES.objectNode();
            var items = json.putArray("items");
            list.forEach(listed -> items.add(json(listed.webhook()).put("failed", listed.dead())));
            return ApiResponse.ok(json);
        });
    }

    /** Answers with the secret that signs the calls, this once. */
    @Post
    ApiResponse create(ApiRequest request) {
        return request.withBody(Set.of("label", "url", "events"), body -> {
            var label = body.requiredText("label");
            var url = body.requiredText("url");
            var events = body.texts("events");
            return body.answer(() -> answer(
                    webhooks.create(request.actor(), label, url, events),
                    created -> ApiResponse.created(
                            "/api/v1/webhooks/" + created.webhook().id(),
                            json(created.webhook()).put("secret", created.secret()))));
        });
    }

    @Delete("/{id}")
    ApiResponse delete(ApiRequest request, String id) {
        return RecordId.parse(id)
                .map(found -> answer(webhooks.delete(request.actor(), found), _ -> ApiResponse.nothing()))
                .orElseGet(WebhookController::notFound);
    }

    @Get("/{id}/deliveries")
    ApiResponse deliveries(ApiRequest request, String id) {
        return RecordId.parse(id)
                .map(found -> answer(webhooks.deliveries(request.actor(), found), list -> {
                    var json = NODES.objectNode();
                    var items = json.putArray("items");
                    list.forEach(delivery -> items.addObject()
                            .put("id", delivery.id().toString())
                            .put("event", delivery.topic())
                            .put("state", delivery.state())
                            .put("attempts", delivery.attempts())
                            .put("answer", delivery.answer())
                            .put("at", delivery.at().toString()));
                    return ApiResponse.ok(json);
                }))
                .orElseGet(WebhookController::notFound);
    }

    @Post("/deliveries/{id}/replay")
    ApiResponse replay(ApiRequest request, String id) {
        return RecordId.parse(id)
                .map(found -> answer(webhooks.replay(request.actor(), found), _ -> ApiResponse.nothing()))
                .orElseGet(WebhookController::notFound);
    }

    private static ApiResponse notFound() {
        return ApiResponse.refused(Problem.at("id", NOT_FOUND));
    }

    private static <T> ApiResponse answer(Webhooks.Result<T> result, Function<T, ApiResponse> done) {
        return switch (result) {
            case Webhooks.Result.Done<T>(var value) -> done.apply(value);
            case Webhooks.Result.Refused<T>(var problems) -> ApiResponse.refused(problems);
        };
    }

    private static ObjectNode json(Webhook webhook) {
        var json = NODES.objectNode();
        json.put("id", webhook.id().toString());
        json.put("label", webhook.label());
        json.put("url", webhook.url());
        var events = json.putArray("events");
        webhook.events().forEach(events::add);
        json.put("createdAt", webhook.createdAt().toString());
        return json;
    }
}
