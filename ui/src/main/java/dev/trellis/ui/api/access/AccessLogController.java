package dev.trellis.ui.api.access;

import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.audit.AccessLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /access-log}: who read which sensitive record. */
@Controller("/api/v1/access-log")
final class AccessLogController {

    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode BAD_CURSOR = ProblemCode.malformed("BAD_CURSOR");
    private static final int PAGE = 100;

    private final AccessLog log;
    private final Appointments appointments;

    AccessLogController(AccessLog log, Appointments appointments) {
        this.log = log;
        this.appointments = appointments;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        return request.withParameters(Set.of("entity", "record", "user", "after"), () -> {
            if (!appointments.mayAdminister(request.actor())) {
                return ApiResponse.refused(Problem.at("", ADMINISTER_DENIED));
            }
            for (var name : Set.of("record", "user", "after")) {
                var given = request.parameter(name);
                if (given.isPresent() && given.flatMap(RecordId::parse).isEmpty()) {
                    return ApiResponse.refused(Problem.at(name, BAD_CURSOR).with("given", given.get()));
                }
            }
            var search = new AccessLog.Search(
                    request.parameter("entity").orElse(null),
                    id(request, "record").orElse(null),
                    id(request, "user").orElse(null));
            var found = log.newest(search, id(request, "after").orElse(null), PAGE + 1);
            var json = JsonNodeFactory.instance.objectNode();
            var items = json.putArray("items");
            found.stream()
                    .limit(PAGE)
                    .forEach(entry -> items.addObject()
                            .put("id", entry.id().toString())
                            .put("at", entry.at().toString())
                            .put("user", entry.user().toString())
                            .put("userName", entry.userName())
                            .put("door", entry.door())
                            .put("entity", entry.entity())
                            .put("record", entry.record().toString()));
            json.put("next", found.size() > PAGE ? found.get(PAGE - 1).id().toString() : null);
            return ApiResponse.ok(json);
        });
    }

    private static Optional<RecordId> id(ApiRequest request, String name) {
        return request.parameter(name).flatMap(RecordId::parse);
    }
}
