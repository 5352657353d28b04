package dev.trellis.ui.api.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.ui.api.record.RecordJson;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /duplicates/{entity}}: what is there twice, and whether something is there already. */
@Controller("/api/v1/duplicates/{entity}")
final class DuplicateController {

    private static final ProblemCode MAY_NOT_SCAN = ProblemCode.denied("MAY_NOT_SCAN");

    private final Records records;
    private final Duplicates duplicates;
    private final RecordAnswers answers;

    DuplicateController(Records records, Duplicates duplicates, RecordAnswers answers) {
        this.records = records;
        this.duplicates = duplicates;
        this.answers = answers;
    }

    /** Tells what a record with these values would be a duplicate of; writes nothing. */
    @Post("/check")
    ApiResponse check(ApiRequest request, String entity) {
        return answers.withEntity(
                request,
                entity,
                schema -> request.withBody(Set.of("values", "id"), body -> {
                    var values = body.requiredObject("values");
                    var self = body.text("id").flatMap(RecordId::parse).orElse(null);
                    return body.answer(() -> switch (new RecordJson(schema).read(entity, values)) {
                        case RecordJson.Values.Read(var carriers) -> {
                            var json = JsonNodeFactory.instance.objectNode();
                            var items = json.putArray("items");
                            for (var match : duplicates.of(request.actor(), entity, self, carriers)) {
                                items.add(rule(request.actor(), match.rule())
                                        .put("entity", match.record().entity())
                                        .put("id", match.record().id().toString())
                                        .put("title", match.title()));
                            }
                            yield ApiResponse.ok(json);
                        }
                        case RecordJson.Values.Faulty(var problems) -> ApiResponse.refused(problems);
                    });
                }));
    }

    /** Lists the pairs that the last scan found and the caller may see. */
    @Get
    ApiResponse list(ApiRequest request, String entity) {
        return request.withParameters(
                Set.of("after"),
                () -> answers.withEntity(
                        request, entity, schema -> permitted(request, entity, () -> list(request, schema, entity))));
    }

    private ApiResponse list(ApiRequest request, VisibleSchema schema, String entity) {
        var page = duplicates.pairs(
                request.actor(), entity, request.parameter("after").orElse(null));
        var json = JsonNodeFactory.instance.objectNode();
        var items = json.putArray("items");
        for (var pair : page.pairs()) {
            var item = rule(request.actor(), pair.rule());
            item.set("one", record(request.actor(), schema, pair.one()));
            item.set("other", record(request.actor(), schema, pair.other()));
            items.add(item);
        }
        json.put("next", page.next());
        duplicates
                .scanned(entity)
                .ifPresent(scan -> json.putObject("scan")
                        .put("begun", scan.begun().toString())
                        .put("running", scan.isRunning()));
        return ApiResponse.ok(json);
    }

    /** Begins to look through all records, unless that is going on already. */
    @Post("/scan")
    ApiResponse scan(ApiRequest request, String entity) {
        return answers.withEntity(
                request,
                entity,
                schema -> permitted(
                        request,
                        entity,
                        () -> request.withOptionalBody(
                                Set.of(),
                                body -> body.answer(() -> {
                                    duplicates.scan(request.actor(), entity);
                                    return ApiResponse.nothing();
                                }))));
    }

    /** Notes that two records are different things. */
    @Post("/dismiss")
    ApiResponse dismiss(ApiRequest request, String entity) {
        return answers.withEntity(
                request,
                entity,
                schema -> permitted(
                        request,
                        entity,
                        () -> request.withBody(Set.of("one", "other"), body -> {
                            var one = RecordId.parse(body.requiredText("one"));
                            var other = RecordId.parse(body.requiredText("other"));
                            return body.answer(() -> one.isPresent()
                                            && other.isPresent()
                                            && duplicates.dismiss(request.actor(), entity, one.get(), other.get())
                                    ? ApiResponse.nothing()
                                    : RecordAnswers.notFound(
                                            other.map(RecordId::toString).orElse("")));
                        })));
    }

    private ApiResponse permitted(ApiRequest request, String entity, Supplier<ApiResponse> use) {
        return duplicates.mayScan(request.actor(), entity)
                ? use.get()
                : ApiResponse.refused(Problem.at("", MAY_NOT_SCAN)
                        .with(
                                "entity",
                                records.schema(request.actor())
                                        .entity(entity)
                                        .orElseThrow()
                                        .label()));
    }

    private static ObjectNode rule(Actor.Person actor, DuplicateDefinition rule) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("rule", rule.id())
                .put("reason", rule.label().text(actor.locale()))
                .put("strict", rule.strict());
    }

    private static ObjectNode record(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", record.id().toString())
                .put("version", record.version())
                .put("title", Duplicates.title(actor, schema, record));
    }
}
