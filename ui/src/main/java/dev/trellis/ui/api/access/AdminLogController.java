package dev.trellis.ui.api.access;

import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /admin-log}: who changed how the workspace is run. */
@Controller("/api/v1/admin-log")
final class AdminLogController {

    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode ACTION_UNKNOWN = ProblemCode.malformed("ADMIN_ACTION_UNKNOWN");
    private static final ProblemCode BAD_CURSOR = ProblemCode.malformed("BAD_CURSOR");
    private static final int PAGE = 100;

    private final AdminLog log;
    private final Appointments appointments;

    AdminLogController(AdminLog log, Appointments appointments) {
        this.log = log;
        this.appointments = appointments;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        return request.withParameters(Set.of("action", "after"), () -> {
            if (!appointments.mayAdminister(request.actor())) {
                return ApiResponse.refused(Problem.at("", ADMINISTER_DENIED));
            }
            var asked = request.parameter("action");
            var action = asked.flatMap(AdminAction::of);
            if (asked.isPresent() && action.isEmpty()) {
                return ApiResponse.refused(Problem.at("action", ACTION_UNKNOWN)
                        .with("given", asked.get())
                        .with(
                                "allowed",
                                Arrays.stream(AdminAction.values())
                                        .map(AdminAction::key)
                                        .toList()));
            }
            var after = request.parameter("after");
            var before = after.flatMap(RecordId::parse);
            if (after.isPresent() && before.isEmpty()) {
                return ApiResponse.refused(Problem.at("after", BAD_CURSOR).with("given", after.get()));
            }
            var found = log.newest(action.orElse(null), before.orElse(null), PAGE + 1);
            var json = JsonNodeFactory.instance.objectNode();
            var items = json.putArray("items");
            found.stream()
                    .limit(PAGE)
                    .forEach(entry -> items.addObject()
                            .put("id", entry.id().toString())
                            .put("at", entry.at().toString())
                            .put("by", entry.by() == null ? null : entry.by().toString())
                            .put("byName", entry.byName())
                            .put("door", entry.door())
                            .put("action", entry.action().key())
                            .put("subject", entry.subject())
                            .put("details", entry.details()));
            json.put("next", found.size() > PAGE ? found.get(PAGE - 1).id().toString() : null);
            return ApiResponse.ok(json);
        });
    }
}
