package dev.trellis.ui.api.job;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.transfer.ImportMapping;
import dev.trellis.core.transfer.ImportPlan;
import dev.trellis.core.transfer.ImportResult;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.core.transfer.Imports;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.Upload;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.function.Function;

/**
 * {@code POST /records/{entity}/import}: a file, and beside it the plan as JSON. Without a plan the file is only read, and
 * the job's mapping makes a suggestion; with {@code dryRun=false} it runs at once, otherwise it is tried first.
 */
@Controller("/api/v1/records/{entity}/import")
final class ImportController {

    private static final long MOST_BYTES = 64L << 20;

    private final Imports imports;

    ImportController(Imports imports) {
        this.imports = imports;
    }

    @Post
    @Consumes(MediaType.ALL)
    ApiResponse begin(ApiRequest request, String entity) {
        var objections = imports.objections(request.actor(), entity);
        if (!objections.isEmpty()) {
            return ApiResponse.refused(objections);
        }
        return request.withUpload(
                MOST_BYTES,
                upload -> answer(
                        request,
                        imports.stage(request.actor(), entity, upload.name(), upload.file()),
                        run -> kept(request, run, planned(request, upload, run))));
    }

    /** A refused call leaves nothing behind, the rows of its file neither. */
    private ApiResponse kept(ApiRequest request, ImportRun run, ApiResponse answer) {
        if (answer.status() >= HttpStatus.BAD_REQUEST.getCode()) {
            imports.discard(request.actor(), run.id());
        }
        return answer;
    }

    private ApiResponse planned(ApiRequest request, Upload upload, ImportRun run) {
        boolean dry = !upload.text("dryRun").orElse("true").equals("false");
        var given = upload.text("plan");
        if (given.isPresent()) {
            return request.withObject(given.get(), json -> {
                var body = Body.of(json, PlanBody.MEMBERS);
                var plan = PlanBody.read(body, run, request.actor());
                return body.answer(() -> begin(request, run, plan, dry));
            });
        }
        if (upload.text("dryRun").isEmpty()) {
            return accepted(request, run);
        }
        var suggested = imports.mapping(request.actor(), run.id())
                .map(ImportMapping::suggested)
                .orElseThrow();
        return begin(request, run, suggested, dry);
    }

    private ApiResponse begin(ApiRequest request, ImportRun run, ImportPlan plan, boolean dry) {
        return answer(
                request,
                dry ? imports.check(request.actor(), run.id(), plan) : imports.run(request.actor(), run.id(), plan),
                begun -> accepted(request, begun));
    }

    private static ApiResponse accepted(ApiRequest request, ImportRun run) {
        return ApiResponse.accepted(new JobJson(request.locale()).job(run))
                .with("Location", "/api/v1/jobs/" + run.id());
    }

    static ApiResponse answer(ApiRequest request, ImportResult result, Function<ImportRun, ApiResponse> accepted) {
        return switch (result) {
            case ImportResult.Accepted(var run) -> accepted.apply(run);
            case ImportResult.Refused(var problems) -> ApiResponse.refused(problems);
            case ImportResult.NotFound ignored -> notFound();
        };
    }

    static ApiResponse notFound() {
        return ApiResponse.refused(Problem.at("", JobController.IMPORT_NOT_FOUND));
    }
}
