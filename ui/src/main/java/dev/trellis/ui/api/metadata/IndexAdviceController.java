package dev.trellis.ui.api.metadata;

import dev.trellis.core.advice.FieldUse;
import dev.trellis.core.advice.IndexAdvice;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.schema.SchemaRunner;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /index-advice/{entity}}: by which fields records would be found faster with an index. */
@Controller("/api/v1/index-advice")
final class IndexAdviceController {

    private static final ProblemCode DEFINITION_NOT_FOUND = ProblemCode.notFound("DEFINITION_NOT_FOUND");

    private final DesignRight right;
    private final FieldUse use;
    private final SchemaRunner tables;

    IndexAdviceController(DesignRight right, FieldUse use, SchemaRunner tables) {
        this.tables = tables;
        this.right = right;
        this.use = use;
    }

    @Get("/{entity}")
    ApiResponse advice(ApiRequest request, String entity) {
        return right.require(
                request,
                (actor, live) -> live.entity(entity)
                        .map(found -> {
                            var answer = JsonNodeFactory.instance.objectNode();
                            var items = answer.putArray("items");
                            for (var advice : IndexAdvice.of(found, live, tables.layout(), use.of(entity))) {
                                var item = items.addObject()
                                        .put("field", advice.field().id())
                                        .put("uses", advice.uses())
                                        .put("helps", advice.help().name().toLowerCase(Locale.ROOT));
                                var lists = item.putArray("lists");
                                advice.lists().stream().map(ListDefinition::id).forEach(lists::add);
                            }
                            var indexed = answer.putArray("indexed");
                            found.indexed().forEach(indexed::add);
                            return ApiResponse.ok(answer);
                        })
                        .orElseGet(() -> ApiResponse.refused(
                                Problem.at("entity", DEFINITION_NOT_FOUND).with("given", entity))));
    }
}
