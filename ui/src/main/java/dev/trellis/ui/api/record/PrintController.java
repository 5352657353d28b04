package dev.trellis.ui.api.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code /records/{entity}/{id}/print}: a record as the text that goes onto paper. */
@Controller("/api/v1/records/{entity}")
final class PrintController {

    private final Records records;
    private final RecordAnswers answers;
    private final Prints prints;

    PrintController(Records records, RecordAnswers answers, Prints prints) {
        this.records = records;
        this.answers = answers;
        this.prints = prints;
    }

    @Get("/{id}/print")
    ApiResponse print(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request, entity, id, found -> switch (prints.prepare(request.actor(), entity, found)) {
                    case PrintResult.Ready(var record) -> sheet(request, found, record);
                    case PrintResult.Denied(var problem) -> ApiResponse.refused(problem);
                    case PrintResult.NotFound ignored -> RecordAnswers.notFound(id);
                });
    }

    private ApiResponse sheet(ApiRequest request, RecordId id, StoredRecord record) {
        return PrintJson.write(records, request.actor(), record, request.locale())
                .map(ApiResponse::ok)
                .orElseGet(() -> RecordAnswers.notFound(id.toString()));
    }
}
