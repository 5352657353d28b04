package dev.trellis.ui.api.access;

import dev.trellis.core.account.RoleAssignment.Kind;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.appointment.AppointmentResult;
import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /role-assignments}: who holds which role, and when. */
@Controller("/api/v1/role-assignments")
final class AssignmentsController {

    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode PRINCIPAL_UNKNOWN = ProblemCode.invalid("PRINCIPAL_UNKNOWN");
    private static final ProblemCode ASSIGNMENT_NOT_FOUND = ProblemCode.notFound("ASSIGNMENT_NOT_FOUND");

    private final Appointments appointments;

    AssignmentsController(Appointments appointments) {
        this.appointments = appointments;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        return request.withParameters(
                Set.of("role"),
                () -> answer(
                        "",
                        appointments.list(
                                Asked.speaking(request),
                                request.parameter("role").orElse(null))));
    }

    @Post
    ApiResponse give(ApiRequest request) {
        if (!appointments.mayAdminister(request.actor())) {
            return ApiResponse.refused(Problem.at("", ADMINISTER_DENIED));
        }
        return request.withBody(Set.of("principal", "role", "from", "until"), body -> {
            var text = body.requiredText("principal");
            var principal = principal(text);
            if (principal.isEmpty() && !text.isEmpty()) {
                body.fault(Problem.at("principal", PRINCIPAL_UNKNOWN).with("given", text));
            }
            var role = body.requiredText("role");
            var from = Asked.read(body, "from");
            var until = Asked.read(body, "until");
            return body.answer(() -> give(request, principal, role, from, until));
        });
    }

    private ApiResponse give(
            ApiRequest request,
            Optional<Principal> principal,
            String role,
            Optional<java.time.Instant> from,
            Optional<java.time.Instant> until) {
        return principal
                .map(found -> answer(
                        "",
                        appointments.give(Asked.speaking(request), found, role, from.orElse(null), until.orElse(null))))
                .orElseGet(ApiResponse::nothing);
    }

    private static Optional<Principal> principal(String text) {
        var parts = text.split(":", 2);
        return parts.length < 2
                ? Optional.empty()
                : Arrays.stream(Kind.values())
                        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(parts[0]))
                        .findFirst()
                        .flatMap(kind -> RecordId.parse(parts[1]).map(id -> new Principal(kind, id)));
    }

    @Delete("/{id}")
    ApiResponse withdraw(ApiRequest request, String id) {
        return RecordId.parse(id)
                .map(found -> answer(id, appointments.withdraw(Asked.speaking(request), found)))
                .orElseGet(() -> notFound(id));
    }

    private static ApiResponse notFound(String id) {
        return ApiResponse.refused(Problem.at("id", ASSIGNMENT_NOT_FOUND).with("given", id));
    }

    private static ApiResponse answer(String id, AppointmentResult result) {
        return switch (result) {
            case AppointmentResult.Appointments all -> {
                var json = JsonNodeFactory.instance.objectNode();
                var items = json.putArray("items");
                all.entries().forEach(entry -> items.add(json(entry)));
                yield ApiResponse.ok(json);
            }
            case AppointmentResult.Given given ->
                ApiResponse.created(
                        "/api/v1/role-assignments/" + given.entry().assignment().id(), json(given.entry()));
            case AppointmentResult.Withdrawn _ -> ApiResponse.nothing();
            case AppointmentResult.NotFound _ -> notFound(id);
            case AppointmentResult.Denied(var problem) -> ApiResponse.refused(problem);
            case AppointmentResult.Rejected(var problems) -> ApiResponse.refused(problems);
        };
    }

    private static ObjectNode json(AppointmentResult.Entry entry) {
        var assignment = entry.assignment();
        var kind = assignment.principal().kind().name().toLowerCase(Locale.ROOT);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", assignment.id().toString())
                .put("principal", kind + ":" + assignment.principal().id())
                .put("name", entry.name())
                .put("role", assignment.role())
                .put("roleName", entry.roleName())
                .put("from", assignment.validFrom().toString())
                .put("until", assignment.end().map(Object::toString).orElse(null))
                .put("inForce", entry.inForce());
    }
}
