package dev.trellis.ui.api.action;

import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.many.Many;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.ProblemDocument;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.ui.api.record.RecordJson;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/{entity}/{id}/actions}: what can be done with a record, and doing it; also with many at once. */
@Controller("/api/v1/records/{entity}")
final class ActionController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST = 1_000;
    private static final ProblemCode TOO_MANY = ProblemCode.malformed("ACTION_TOO_MANY");
    private static final ProblemCode NOT_AN_ID = ProblemCode.malformed("ACTION_NOT_AN_ID");

    private final Records records;
    private final RecordActions actions;
    private final RecordAnswers answers;
    private final Many many;

    ActionController(Records records, RecordActions actions, RecordAnswers answers, Many many) {
        this.records = records;
        this.actions = actions;
        this.answers = answers;
        this.many = many;
    }

    @Get("/{id}/actions")
    ApiResponse offered(ApiRequest request, String entity, String id) {
        return answers.withRecord(request, entity, id, found -> switch (records.find(
                request.actor(), entity, found, Set.of())) {
            case FindResult.Found(var record) ->
                ApiResponse.ok(offers(request, actions.offered(request.actor(), record)));
            case FindResult.NotFound _, FindResult.Invalid _ -> RecordAnswers.notFound(id);
        });
    }

    @Post("/{id}/actions/{action}")
    ApiResponse run(ApiRequest request, String entity, String id, String action) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> request.withOptionalBody(
                        Set.of("values"),
                        body -> withValues(request, body, entity, found, action, values -> switch (actions.run(
                                request.actor(), entity, found, action, values)) {
                            case ActionOutcome.Done done -> ApiResponse.ok(done(request, done));
                            case ActionOutcome.Refused(var why) ->
                                answers.answer(id, why, ignored -> ApiResponse.nothing());
                        })));
    }

    @Post("/actions/{action}")
    ApiResponse runEach(ApiRequest request, String entity, String action) {
        return answers.withEntity(
                request,
                entity,
                schema -> many.refusal(request.actor(), entity)
                        .map(ApiResponse::refused)
                        .orElseGet(() -> request.withBody(Set.of("ids", "values"), body -> {
                            var ids = ids(body);
                            return withValues(request, body, entity, null, action, values -> {
                                var json = NODES.objectNode();
                                var results = json.putArray("results");
                                actions.runEach(request.actor(), entity, ids, action, values)
                                        .forEach((id, outcome) -> results.add(result(request, id, outcome)));
                                return ApiResponse.ok(json);
                            });
                        })));
    }

    private ObjectNode result(ApiRequest request, RecordId id, ActionOutcome outcome) {
        var json = NODES.objectNode().put("id", id.toString());
        switch (outcome) {
            case ActionOutcome.Done(var entity, var target) ->
                json.put("status", 200).put("entity", entity).put("target", target.toString());
            case ActionOutcome.Refused(var why) -> {
                var answer = answers.answer(id.toString(), why, ignored -> ApiResponse.nothing());
                json.put("status", answer.status());
                if (answer.content() instanceof ApiResponse.Content.Refusal(var problems, var ignored)) {
                    json.set("problems", ProblemDocument.entries(problems, request.locale()));
                }
            }
        }
        return json;
    }

    private static List<RecordId> ids(Body body) {
        var ids = new ArrayList<RecordId>();
        var given = body.texts("ids");
        if (given.isEmpty() || given.size() > MOST) {
            body.fault(Problem.at("ids", TOO_MANY).with("given", given.size()).with("limit", MOST));
        }
        for (var text : given) {
            var id = RecordId.parse(text);
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                body.fault(Problem.at("ids", NOT_AN_ID).with("given", text));
            }
        }
        return ids;
    }

    /** Reads what the action asks for; an action that is not there is refused by the action itself. */
    private ApiResponse withValues(
            ApiRequest request,
            Body body,
            String entity,
            @Nullable RecordId id,
            String action,
            Function<Map<String, @Nullable Object>, ApiResponse> use) {
        var inputs = actions.find(request.actor(), entity, id, action)
                .map(RecordActions.Offer::inputs)
                .orElse(List.of());
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var member : body.object("values").properties()) {
            var input = inputs.stream()
                    .filter(each -> each.id().equals(member.getKey()))
                    .findFirst();
            if (input.isEmpty()) {
                values.put(member.getKey(), null);
                continue;
            }
            switch (input.get().type().codec().fromJson(member.getValue())) {
                case Decoded.Value(var value) -> values.put(member.getKey(), value);
                case Decoded.Refused(var problem) ->
                    body.fault(problem.under("values." + member.getKey())
                            .with("field", input.get().label()));
            }
        }
        return body.answer(() -> use.apply(values));
    }

    private ObjectNode done(ApiRequest request, ActionOutcome.Done done) {
        var json = NODES.objectNode();
        json.put("entity", done.entity());
        json.put("id", done.id().toString());
        if (records.find(request.actor(), done.entity(), done.id(), Set.of()) instanceof FindResult.Found(var record)) {
            json.set("record", new RecordJson(records.schema(request.actor())).write(record));
        }
        return json;
    }

    private static ObjectNode offers(ApiRequest request, List<RecordActions.Offer> offers) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        for (var offer : offers) {
            var item = items.addObject();
            item.put("id", offer.id());
            item.put("label", offer.label().text(request.locale()));
            var inputs = item.putArray("inputs");
            for (ActionInput input : offer.inputs()) {
                var described = inputs.addObject();
                described.put("id", input.id());
                described.put("label", input.label().text(request.locale()));
                described.put("required", input.required());
                described.set("schema", input.type().jsonSchema());
                if (input.preset() != null) {
                    described.set("preset", input.type().codec().toJson(input.preset()));
                }
            }
        }
        return json;
    }
}
