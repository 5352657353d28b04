package dev.trellis.ui.api.record;

import dev.trellis.core.record.AggregateResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/{entity}}: pages, queries and aggregates. */
@Controller("/api/v1/records/{entity}")
final class QueryController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Records records;
    private final RecordAnswers answers;

    QueryController(Records records, RecordAnswers answers) {
        this.records = records;
        this.answers = answers;
    }

    @Get
    ApiResponse page(ApiRequest request, String entity) {
        return request.withParameters(QueryBody.PARAMETERS, () -> query(request, entity, QueryBody.of(request)));
    }

    @Post("/query")
    ApiResponse query(ApiRequest request, String entity) {
        return request.withBody(QueryBody.MEMBERS, body -> {
            var asked = QueryBody.of(body);
            return body.answer(() -> query(request, entity, asked));
        });
    }

    @Post("/aggregate")
    ApiResponse aggregate(ApiRequest request, String entity) {
        return request.withBody(AggregateBody.MEMBERS, body -> {
            var asked = AggregateBody.read(entity, body);
            return body.answer(() -> answers.withEntity(request, entity, schema -> aggregate(request, schema, asked)));
        });
    }

    private ApiResponse query(ApiRequest request, String entity, QueryBody body) {
        return answers.withEntity(request, entity, schema -> switch (body.read(schema, entity)) {
            case QueryBody.Read.Faulty(var problems) -> ApiResponse.refused(400, problems);
            case QueryBody.Read.Query(var query) ->
                switch (records.query(request.actor(), query)) {
                    case QueryResult.Page page -> ApiResponse.ok(page(new RecordJson(schema), page));
                    case QueryResult.Invalid(var problems) -> ApiResponse.refused(400, problems);
                    case QueryResult.Denied(var problem) -> ApiResponse.refused(problem);
                };
        });
    }

    private ApiResponse aggregate(ApiRequest request, VisibleSchema schema, RecordAggregate asked) {
        return switch (records.aggregate(request.actor(), asked)) {
            case AggregateResult.Rows(var rows) -> {
                var json = NODES.objectNode();
                var items = json.putArray("rows");
                var writer = new RecordJson(schema);
                for (var row : rows) {
                    var item = items.addObject();
                    var keys = item.putArray("keys");
                    for (int i = 0; i < row.keys().size(); i++) {
                        keys.add(writer.value(
                                asked.entity(),
                                asked.groupBy().get(i),
                                row.keys().get(i)));
                    }
                    var labels = item.putArray("labels");
                    row.labels().forEach(labels::add);
                    var measures = item.putArray("measures");
                    row.measures().forEach(measure -> measures.addPOJO(plain(measure)));
                }
                yield ApiResponse.ok(json);
            }
            case AggregateResult.Invalid(var problems) -> ApiResponse.refused(400, problems);
            case AggregateResult.Denied(var problem) -> ApiResponse.refused(problem);
        };
    }

    private static @Nullable Object plain(@Nullable Object measure) {
        return switch (measure) {
            case null -> null;
            case BigDecimal number -> number;
            case dev.trellis.core.field.Money money -> money.amount();
            default -> measure.toString();
        };
    }

    static ObjectNode page(RecordJson writer, QueryResult.Page page) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        page.items().forEach(item -> items.add(writer.write(item)));
        json.put("next", page.next());
        if (page.count() != null) {
            json.putObject("count")
                    .put("value", page.count().value())
                    .put("more", page.count().more());
        }
        return json;
    }
}
