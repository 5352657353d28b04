package dev.trellis.ui.api.record;

import dev.trellis.core.record.Change;
import dev.trellis.core.record.HistoryResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/{entity}}: read one, create, change, delete, history. */
@Controller("/api/v1/records/{entity}")
final class RecordController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Records records;
    private final RecordAnswers answers;

    RecordController(Records records, RecordAnswers answers) {
        this.records = records;
        this.answers = answers;
    }

    @Get("/{id}")
    ApiResponse read(ApiRequest request, String entity, String id) {
        return request.withParameters(
                Set.of("fields"),
                () -> answers.withRecord(
                        request, entity, id, found -> answers.record(request.actor(), entity, found, fields(request))));
    }

    @Post
    ApiResponse create(ApiRequest request, String entity) {
        return answers.withEntity(
                request,
                entity,
                schema -> withValues(request, entity, names -> schema, values -> {
                    var answered = records.save(
                            request.actor(), new Change.Create(entity, values.carriers()), fields(request));
                    var answer = answers.answer(request.actor(), "", answered);
                    return answered.result() instanceof SaveResult.Saved(var id, var ignored, var warnings)
                            ? new ApiResponse(201, answer.headers(), answer.content())
                                    .with("Location", "/api/v1/records/" + entity + "/" + id)
                            : answer;
                }));
    }

    @Patch("/{id}")
    ApiResponse change(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> request.withVersion(version -> withValues(
                        request,
                        entity,
                        names -> records.schema(request.actor(), entity, found, names),
                        values -> change(request, new Change.Update(entity, found, version, values.carriers())))));
    }

    private ApiResponse change(ApiRequest request, Change.Update change) {
        var answered = records.save(request.actor(), change, fields(request));
        var answer = answers.answer(request.actor(), change.id().toString(), answered);
        return answered.result() instanceof SaveResult.Conflict(var ignored, var fields)
                ? new ConflictJson(records, request.actor()).complete(answer, change, fields)
                : answer;
    }

    @Delete("/{id}")
    ApiResponse delete(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> request.withVersion(version -> answers.answer(
                        id,
                        records.save(request.actor(), new Change.Delete(entity, found, version)),
                        saved -> ApiResponse.nothing())));
    }

    @Get("/{id}/history")
    ApiResponse history(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request, entity, id, found -> switch (records.history(request.actor(), entity, found)) {
                    case HistoryResult.Entries entries -> ApiResponse.ok(history(entries));
                    case HistoryResult.NotFound ignored -> RecordAnswers.notFound(id);
                });
    }

    private ApiResponse withValues(
            ApiRequest request,
            String entity,
            Function<Set<String>, VisibleSchema> schema,
            Function<RecordJson.Values.Read, ApiResponse> use) {
        return request.withBody(Set.of("values"), body -> {
            var values = body.requiredObject("values");
            var names = Set.copyOf(values.propertyNames());
            return body.answer(() -> switch (new RecordJson(schema.apply(names)).read(entity, values)) {
                case RecordJson.Values.Read read -> use.apply(read);
                case RecordJson.Values.Faulty(var problems) -> ApiResponse.refused(problems);
            });
        });
    }

    private static Set<String> fields(ApiRequest request) {
        return request.parameter("fields")
                .map(text -> new LinkedHashSet<>(Body.split(text)))
                .orElseGet(LinkedHashSet::new);
    }

    private static ObjectNode history(HistoryResult.Entries entries) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        for (var entry : entries.entries()) {
            var item = items.addObject();
            item.put("at", entry.at().toString());
            item.put("by", entry.by() == null ? null : entry.by().toString());
            item.put("byName", entry.byName());
            item.put("door", entry.door());
            item.put("kind", entry.kind().name().toLowerCase(java.util.Locale.ROOT));
            var changes = item.putArray("changes");
            for (var change : entry.changes()) {
                var told = changes.addObject().put("path", change.path());
                if (change.masked()) {
                    told.put("masked", true);
                } else {
                    told.put("before", change.beforeText()).put("after", change.afterText());
                }
            }
        }
        return json;
    }
}
