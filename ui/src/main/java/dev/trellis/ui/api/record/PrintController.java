package dev.trellis.ui.api.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.print.PrintSheet;
import dev.trellis.form.session.FormDriver;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Clock;
import java.time.ZoneId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/{entity}/{id}/print}: a record as the text that goes onto paper. */
@Controller("/api/v1/records/{entity}")
final class PrintController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

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
                    case PrintResult.Ready(var record) -> sheet(request, entity, found, record);
                    case PrintResult.Denied(var problem) -> ApiResponse.refused(problem);
                    case PrintResult.NotFound ignored -> RecordAnswers.notFound(id);
                });
    }

    private ApiResponse sheet(ApiRequest request, String entity, RecordId id, StoredRecord record) {
        var schema = records.schema(request.actor());
        var form = FormComposer.compose(schema, entity, null, request.locale());
        if (form.isEmpty()) {
            return RecordAnswers.notFound(id.toString());
        }
        var driver = new FormDriver(records, request.actor(), form.get(), Clock.systemUTC());
        var zone = ZoneId.of(schema.metadata().workspace().zone());
        var sheet = PrintSheet.of(driver.open(id), record, zone);
        var json = NODES.objectNode().put("id", id.toString()).put("version", record.version());
        var sections = json.putArray("sections");
        for (var section : sheet.sections()) {
            var items = sections.addObject().put("label", section.label()).putArray("items");
            section.items().forEach(item -> items.add(item(item)));
        }
        return ApiResponse.ok(json);
    }

    private static JsonNode item(PrintSheet.Item item) {
        ObjectNode json = NODES.objectNode().put("field", item.field()).put("label", item.label());
        if (item.columns().isEmpty()) {
            return json.put("text", item.text());
        }
        var columns = json.putArray("columns");
        item.columns().forEach(columns::add);
        var rows = json.putArray("rows");
        item.rows().forEach(row -> {
            var cells = rows.addArray();
            row.forEach(cells::add);
        });
        return json;
    }
}
