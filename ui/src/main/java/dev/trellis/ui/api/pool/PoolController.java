package dev.trellis.ui.api.pool;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.ProblemDocument;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.workflow.activity.Activities;
import dev.trellis.workflow.pipeline.StageTimes;
import dev.trellis.workflow.pool.PoolProblem;
import dev.trellis.workflow.pool.Pools;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /pools} and what pools, stages and follow-ups say of a record. */
@Controller("/api/v1")
final class PoolController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST = 1_000;
    private static final ProblemCode TOO_MANY = ProblemCode.malformed("ACTION_TOO_MANY");
    private static final ProblemCode NOT_AN_ID = ProblemCode.malformed("ACTION_NOT_AN_ID");

    private final Pools pools;
    private final StageTimes stages;
    private final Activities activities;
    private final RecordAnswers answers;

    PoolController(Pools pools, StageTimes stages, Activities activities, RecordAnswers answers) {
        this.pools = pools;
        this.stages = stages;
        this.activities = activities;
        this.answers = answers;
    }

    @Get("/pools")
    ApiResponse list(ApiRequest request) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        for (var pool : pools.of(request.actor())) {
            var allowance = pools.allowance(request.actor(), pool);
            var limits = pool.limits();
            items.addObject()
                    .put("id", pool.id())
                    .put("label", pool.label().text(request.locale()))
                    .put("entity", pool.entity())
                    .put("claimedToday", allowance.claimedToday())
                    .put("perDay", limits.perDay())
                    .put("holding", allowance.holding())
                    .put("mostHeld", limits.holding())
                    .put("coolDownDays", limits.coolDownDays())
                    .put("mayAssign", pool.isRunBy(request.actor().roles()));
        }
        return ApiResponse.ok(json);
    }

    @Post("/pools/{pool}/assign")
    ApiResponse deal(ApiRequest request, String pool) {
        var found = pools.of(request.actor()).stream()
                .filter(each -> each.id().equals(pool))
                .findFirst();
        return found.map(each -> deal(request, each))
                .orElseGet(() -> ApiResponse.refused(
                        Problem.at("pool", PoolProblem.UNKNOWN_POOL).with("given", pool)));
    }

    private ApiResponse deal(ApiRequest request, PoolDefinition pool) {
        return request.withBody(Set.of("ids", "people"), body -> {
            var ids = ids(body, "ids");
            var people = ids(body, "people");
            return body.answer(() -> {
                var json = NODES.objectNode();
                var results = json.putArray("results");
                pools.deal(request.actor(), pool.entity(), ids, people).forEach((id, result) -> {
                    var answer = answers.answer(id.toString(), result, ignored -> ApiResponse.nothing());
                    var item = results.addObject().put("id", id.toString()).put("status", answer.status());
                    if (answer.content() instanceof ApiResponse.Content.Refusal(var problems, var ignored)) {
                        item.set("problems", ProblemDocument.entries(problems, request.locale()));
                    }
                });
                return ApiResponse.ok(json);
            });
        });
    }

    @Get("/records/{entity}/{id}/pool-history")
    ApiResponse history(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> pools.history(request.actor(), entity, found)
                        .map(events -> {
                            var json = NODES.objectNode();
                            var items = json.putArray("items");
                            events.forEach(event -> items.addObject()
                                    .put("at", event.at().toString())
                                    .put("pool", event.pool())
                                    .put("kind", event.kind())
                                    .put("user", event.user())
                                    .put("by", event.by())
                                    .put("reason", event.reason()));
                            return ApiResponse.ok(json);
                        })
                        .orElseGet(() -> RecordAnswers.notFound(id)));
    }

    @Get("/records/{entity}/{id}/stages")
    ApiResponse stages(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> stages.of(request.actor(), entity, found)
                        .map(stays -> {
                            var json = NODES.objectNode();
                            var items = json.putArray("items");
                            stays.forEach(stay -> {
                                ObjectNode item = items.addObject()
                                        .put("pipeline", stay.pipeline())
                                        .put("stage", stay.stage())
                                        .put("label", stay.label().text(request.locale()))
                                        .put("enteredAt", stay.enteredAt().toString());
                                var left = stay.leftAt();
                                if (left != null) {
                                    item.put("leftAt", left.toString());
                                }
                            });
                            return ApiResponse.ok(json);
                        })
                        .orElseGet(() -> RecordAnswers.notFound(id)));
    }

    @Get("/records/{entity}/{id}/timeline")
    ApiResponse timeline(ApiRequest request, String entity, String id) {
        return answers.withRecord(request, entity, id, found -> {
            if (stages.of(request.actor(), entity, found).isEmpty()) {
                return RecordAnswers.notFound(id);
            }
            var json = NODES.objectNode();
            var items = json.putArray("items");
            activities
                    .of(request.actor(), entity, found, 200)
                    .forEach(happened -> items.addObject()
                            .put("at", happened.at().toString())
                            .put("entity", happened.entity())
                            .put("id", happened.id().toString())
                            .put("how", happened.how())
                            .put("text", happened.text())
                            .put("by", happened.by()));
            return ApiResponse.ok(json);
        });
    }

    private static List<RecordId> ids(Body body, String member) {
        var ids = new ArrayList<RecordId>();
        var given = body.texts(member);
        if (given.isEmpty() || given.size() > MOST) {
            body.fault(Problem.at(member, TOO_MANY).with("given", given.size()).with("limit", MOST));
        }
        for (var text : given) {
            var id = RecordId.parse(text);
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                body.fault(Problem.at(member, NOT_AN_ID).with("given", text));
            }
        }
        return ids;
    }
}
