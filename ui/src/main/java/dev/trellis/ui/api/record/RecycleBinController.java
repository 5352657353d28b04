package dev.trellis.ui.api.record;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /recycle-bin/<entity>}: what was deleted, and the way back. */
@Controller("/api/v1/recycle-bin/{entity}")
final class RecycleBinController {

    private static final int PAGE = 50;

    private final Records records;
    private final RecordAnswers answers;

    RecycleBinController(Records records, RecordAnswers answers) {
        this.records = records;
        this.answers = answers;
    }

    /** Lists the last deleted first; whoever changed a record last is who deleted it. */
    @Get
    ApiResponse list(ApiRequest request, String entity) {
        return request.withParameters(
                Set.of("after"), () -> answers.withEntity(request, entity, schema -> list(request, schema, entity)));
    }

    private ApiResponse list(ApiRequest request, VisibleSchema schema, String entity) {
        var title = schema.entity(entity).map(EntityDefinition::title);
        var paths = Stream.concat(title.stream(), Stream.of(SystemFields.CHANGED_BY, SystemFields.CHANGED_AT))
                .toList();
        var query = RecordQuery.of(entity, paths)
                .inRecycleBin()
                .sorted(List.of(new SortKey(SystemFields.CHANGED_AT, true)))
                .page(0, PAGE)
                .continuing(request.parameter("after").orElse(null));
        return switch (records.query(request.actor(), query)) {
            case QueryResult.Page page -> ApiResponse.ok(QueryController.page(new RecordJson(schema), page));
            case QueryResult.Invalid(var problems) -> ApiResponse.refused(400, problems);
            case QueryResult.Denied(var problem) -> ApiResponse.refused(problem);
        };
    }

    @Post("/{id}/restore")
    ApiResponse restore(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                found -> answers.answer(
                        id,
                        records.save(request.actor(), new Change.Restore(entity, found)),
                        saved -> answers.record(request.actor(), entity, saved.id(), Set.of())));
    }
}
