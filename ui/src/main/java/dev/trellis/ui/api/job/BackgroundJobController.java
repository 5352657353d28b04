package dev.trellis.ui.api.job;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobView;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.job.RecurringView;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /background-jobs}: for operators, everything that goes on in the background on any node. */
@Controller("/api/v1/background-jobs")
final class BackgroundJobController {

    private static final ProblemCode OPERATE_DENIED = ProblemCode.denied("OPERATE_DENIED");
    private static final ProblemCode JOB_NOT_FOUND = ProblemCode.notFound("JOB_NOT_FOUND");
    private static final ProblemCode JOB_WRONG_STATE = ProblemCode.conflict("JOB_WRONG_STATE");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST = 200;

    private final Jobs jobs;
    private final LiveMetadata live;

    BackgroundJobController(Jobs jobs, LiveMetadata live) {
        this.jobs = jobs;
        this.live = live;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        return operating(
                request,
                () -> request.withParameters(Set.of(), () -> {
                    var json = NODES.objectNode();
                    var recurring = json.putArray("recurring");
                    jobs.recurring().forEach(job -> recurring.add(json(job, request.locale())));
                    var items = json.putArray("items");
                    jobs.list(MOST).forEach(job -> items.add(json(job, request.locale())));
                    return ApiResponse.ok(json);
                }));
    }

    @Post("/{id}/cancel")
    ApiResponse cancel(ApiRequest request, String id) {
        return change(request, id, jobs::cancel);
    }

    @Post("/{id}/retry")
    ApiResponse retry(ApiRequest request, String id) {
        return change(request, id, jobs::retry);
    }

    /** Has a recurring job run now. */
    @Post("/recurring/{job}/run")
    ApiResponse run(ApiRequest request, String job) {
        return operating(
                request,
                () -> jobs.runNow(job) ? ApiResponse.nothing() : ApiResponse.refused(Problem.at("", JOB_NOT_FOUND)));
    }

    private ApiResponse change(ApiRequest request, String id, Function<RecordId, Boolean> change) {
        return operating(request, () -> {
            var found = RecordId.parse(id).flatMap(jobs::find);
            if (found.isEmpty()) {
                return ApiResponse.refused(Problem.at("", JOB_NOT_FOUND));
            }
            var job = found.get();
            if (!change.apply(job.id())) {
                return ApiResponse.refused(Problem.at("", JOB_WRONG_STATE)
                        .with("state", Messages.text("job.state." + job.state().key(), request.locale())));
            }
            return ApiResponse.ok(json(jobs.find(job.id()).orElse(job), request.locale()));
        });
    }

    private ApiResponse operating(ApiRequest request, Supplier<ApiResponse> answer) {
        return live.current().grants(request.actor().roles(), Right.OPERATE)
                ? answer.get()
                : ApiResponse.refused(Problem.at("", OPERATE_DENIED));
    }

    private static ObjectNode json(JobView job, Locale locale) {
        var json = NODES.objectNode();
        json.put("id", job.id().toString());
        json.put("kind", job.kind());
        json.put("name", Messages.find("job." + job.kind(), locale).orElse(job.kind()));
        json.put("title", job.title().text(locale));
        json.put("state", job.state().key());
        json.put("done", job.done());
        json.put("total", job.total());
        json.put("attempts", job.attempts());
        put(json, "due", job.due());
        put(json, "problem", job.problem());
        put(json, "by", job.by());
        json.put("createdAt", job.createdAt().toString());
        put(json, "finishedAt", job.finishedAt());
        json.put("mayCancel", job.mayCancel());
        json.put("mayRetry", job.mayRetry());
        return json;
    }

    private static ObjectNode json(RecurringView job, Locale locale) {
        var json = NODES.objectNode();
        json.put("job", job.id());
        json.put("name", Messages.find("job." + job.id(), locale).orElse(job.id()));
        json.put("running", job.running());
        json.put("due", job.due().toString());
        put(json, "lastSuccess", job.lastSuccess());
        put(json, "lastFailure", job.lastFailure());
        json.put("failures", job.failures());
        put(json, "problem", job.problem());
        return json;
    }

    private static void put(ObjectNode json, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
