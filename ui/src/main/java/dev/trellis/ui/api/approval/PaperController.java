package dev.trellis.ui.api.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Records;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.PrintJson;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.workflow.paper.Paper;
import dev.trellis.workflow.paper.Papers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code /records/{entity}/{id}/approval/{request}/paper}: a record as it was when a request ended. */
@Controller("/api/v1/records/{entity}/{id}/approval")
final class PaperController {

    private final Records records;
    private final Papers papers;
    private final RecordAnswers answers;

    PaperController(Records records, Papers papers, RecordAnswers answers) {
        this.records = records;
        this.papers = papers;
        this.answers = answers;
    }

    @Get("/{instance}/paper")
    ApiResponse paper(ApiRequest request, String entity, String id, String instance) {
        return answers.withRecord(
                request,
                entity,
                id,
                record -> RecordId.parse(instance)
                        .map(found -> papers.find(request.actor(), entity, record, found))
                        .map(paper -> answer(request, instance, paper))
                        .orElseGet(() -> RecordAnswers.notFound(instance)));
    }

    private ApiResponse answer(ApiRequest request, String instance, Paper paper) {
        return switch (paper) {
            case Paper.Ready(var record, var state, var at) ->
                PrintJson.write(records, request.actor(), record, request.locale())
                        .map(json -> ApiResponse.ok(json.put("request", instance)
                                .put("state", state)
                                .put("at", at.toString())))
                        .orElseGet(() -> RecordAnswers.notFound(instance));
            case Paper.Denied(var problem) -> ApiResponse.refused(problem);
            case Paper.NotFound _ -> RecordAnswers.notFound(instance);
        };
    }
}
