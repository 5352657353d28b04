package dev.trellis.ui.api.record;

import dev.trellis.core.export.ExportRequest;
import dev.trellis.core.export.ExportResult;
import dev.trellis.core.export.Exports;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Records;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /records/{entity}/export?format=xlsx|csv}: takes {@code filter}, {@code p.…}, {@code q}, {@code sort} and
 * {@code fields} like a page of the list; {@code ids=true} adds ids.
 */
@Controller("/api/v1/records/{entity}/export")
final class ExportController {

    private static final ProblemCode FORMAT_UNKNOWN = ProblemCode.malformed("EXPORT_FORMAT_UNKNOWN");

    private static final Set<String> PARAMETERS = Set.of("format", "fields", "filter", "sort", "q", "ids");

    private final Records records;
    private final Exports exports;

    ExportController(Records records, Exports exports) {
        this.records = records;
        this.exports = exports;
    }

    @Get
    ApiResponse export(ApiRequest request, String entity) {
        return request.withParameters(PARAMETERS, () -> prepared(request, entity));
    }

    private ApiResponse prepared(ApiRequest request, String entity) {
        var given = request.parameter("format").orElse(SheetFormat.XLSX.key());
        Optional<SheetFormat> format = SheetFormat.of(given);
        if (format.isEmpty()) {
            return ApiResponse.refused(Problem.at("format", FORMAT_UNKNOWN).with("given", given));
        }
        var asked = QueryBody.of(request);
        return switch (asked.read(records.schema(request.actor()), entity)) {
            case QueryBody.Read.Faulty(var problems) -> ApiResponse.refused(400, problems);
            case QueryBody.Read.Query(var query) -> {
                var wanted = new ExportRequest(
                        query,
                        asked.fields(),
                        format.get(),
                        request.parameter("ids").filter("true"::equals).isPresent(),
                        request.locale());
                yield switch (exports.prepare(request.actor(), wanted)) {
                    case ExportResult.Refused(var problems) -> ApiResponse.refused(problems);
                    case ExportResult.Ready(var export) ->
                        ApiResponse.file(export.format().mediaType(), export.fileName(), export::writeTo);
                };
            }
        };
    }
}
