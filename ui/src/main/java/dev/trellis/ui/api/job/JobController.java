package dev.trellis.ui.api.job;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.transfer.ImportPlan;
import dev.trellis.core.transfer.ImportResult;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.core.transfer.Imports;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /jobs}: the caller's imports, from mapping to undo. */
@Controller("/api/v1/jobs")
final class JobController {

    static final ProblemCode IMPORT_NOT_FOUND = ProblemCode.notFound("IMPORT_NOT_FOUND");

    private static final int MOST_ROWS = 500;

    private final Imports imports;

    JobController(Imports imports) {
        this.imports = imports;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        var json = JsonNodeFactory.instance.objectNode();
        var items = json.putArray("items");
        var writer = new JobJson(request.locale());
        imports.list(request.actor()).forEach(run -> items.add(writer.job(run)));
        return ApiResponse.ok(json);
    }

    @Get("/{id}")
    ApiResponse read(ApiRequest request, String id) {
        return withRun(request, id, run -> ApiResponse.ok(new JobJson(request.locale()).job(run)));
    }

    /** Asks to stop; what was written stays and can be undone. */
    @Delete("/{id}")
    ApiResponse cancel(ApiRequest request, String id) {
        return change(request, id, found -> imports.cancel(request.actor(), found));
    }

    @Get("/{id}/mapping")
    ApiResponse mapping(ApiRequest request, String id) {
        return RecordId.parse(id)
                .flatMap(found -> imports.mapping(request.actor(), found))
                .map(mapping -> ApiResponse.ok(new JobJson(request.locale()).mapping(mapping)))
                .orElseGet(ImportController::notFound);
    }

    @Post("/{id}/check")
    ApiResponse check(ApiRequest request, String id) {
        return planned(request, id, (found, plan) -> imports.check(request.actor(), found, plan));
    }

    @Post("/{id}/run")
    ApiResponse run(ApiRequest request, String id) {
        return planned(request, id, (found, plan) -> imports.run(request.actor(), found, plan));
    }

    @Post("/{id}/resume")
    ApiResponse resume(ApiRequest request, String id) {
        return change(request, id, found -> imports.resume(request.actor(), found));
    }

    @Post("/{id}/undo")
    ApiResponse undo(ApiRequest request, String id) {
        return change(request, id, found -> imports.undo(request.actor(), found));
    }

    /** The faulty rows behind a row number; after an undo, those that were left alone. */
    @Get("/{id}/errors")
    ApiResponse errors(ApiRequest request, String id) {
        return request.withParameters(
                Set.of("after", "limit"),
                () -> withRun(
                        request,
                        id,
                        run -> ApiResponse.ok(new JobJson(request.locale())
                                .faulty(imports.faulty(
                                        request.actor(),
                                        run.id(),
                                        number(request, "after", 0, Integer.MAX_VALUE),
                                        Math.max(1, number(request, "limit", 100, MOST_ROWS)))))));
    }

    /** The faulty rows as a file. */
    @Get("/{id}/error-file")
    ApiResponse errorFile(ApiRequest request, String id) {
        var format = request.parameter("format").flatMap(SheetFormat::of).orElse(SheetFormat.XLSX);
        return withRun(
                request,
                id,
                run -> ApiResponse.file(
                        format.mediaType(),
                        run.fileName().replaceFirst("\\.[^.]*$", "") + "-errors." + format.key(),
                        out -> imports.writeFaulty(request.actor(), run.id(), format, request.locale(), out)));
    }

    private static int number(ApiRequest request, String parameter, int otherwise, int most) {
        return request.parameter(parameter)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Math.min(most, Integer.parseInt(text)))
                .orElse(otherwise);
    }

    /** A body is a plan; without one the plan kept with the import, or the suggested one, is taken. */
    private ApiResponse planned(ApiRequest request, String id, BiFunction<RecordId, ImportPlan, ImportResult> begin) {
        return withRun(
                request,
                id,
                run -> request.withOptionalBody(PlanBody.MEMBERS, body -> {
                    if (body.isEmpty()) {
                        var plan = run.planned()
                                .orElseGet(() -> imports.mapping(request.actor(), run.id())
                                        .orElseThrow()
                                        .suggested());
                        return answer(request, begin.apply(run.id(), plan));
                    }
                    var plan = PlanBody.read(body, run, request.actor());
                    return body.answer(() -> answer(request, begin.apply(run.id(), plan)));
                }));
    }

    private ApiResponse change(ApiRequest request, String id, Function<RecordId, ImportResult> work) {
        return withRun(request, id, run -> answer(request, work.apply(run.id())));
    }

    private static ApiResponse answer(ApiRequest request, ImportResult result) {
        return ImportController.answer(
                request, result, run -> ApiResponse.accepted(new JobJson(request.locale()).job(run)));
    }

    private ApiResponse withRun(ApiRequest request, String id, Function<ImportRun, ApiResponse> use) {
        return RecordId.parse(id)
                .flatMap(found -> imports.find(request.actor(), found))
                .map(use)
                .orElseGet(ImportController::notFound);
    }
}
