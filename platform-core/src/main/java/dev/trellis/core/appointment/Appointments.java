package dev.trellis.core.appointment;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.collaboration.Recipients;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives roles and takes them back, for those who may administer; effective at once on this node and within five seconds
 * on the others. The last assignment by which anybody may administer stays.
 */
@Singleton
public final class Appointments {

    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode ROLE_UNKNOWN = ProblemCode.invalid("ROLE_UNKNOWN");
    private static final ProblemCode PRINCIPAL_UNKNOWN = ProblemCode.invalid("PRINCIPAL_UNKNOWN");
    private static final ProblemCode ASSIGNMENT_ENDS_FIRST = ProblemCode.invalid("ASSIGNMENT_ENDS_FIRST");
    private static final ProblemCode ASSIGNMENT_TWICE = ProblemCode.invalid("ASSIGNMENT_TWICE");
    private static final ProblemCode LAST_ADMINISTRATOR = ProblemCode.conflict("LAST_ADMINISTRATOR");

    private final UnitOfWork unit;
    private final RoleAssignments assignments;
    private final ActorResolver actors;
    private final LiveMetadata live;
    private final Recipients recipients;
    private final AdminLog log;
    private final Clock clock = Clock.systemUTC();

    Appointments(
            UnitOfWork unit,
            RoleAssignments assignments,
            ActorResolver actors,
            LiveMetadata live,
            Recipients recipients,
            AdminLog log) {
        this.unit = unit;
        this.assignments = assignments;
        this.actors = actors;
        this.live = live;
        this.recipients = recipients;
        this.log = log;
    }

    /** Tells whether a person may administer. */
    public boolean mayAdminister(Actor.Person actor) {
        return actor.roles().stream()
                .flatMap(role -> live.current().role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.ADMINISTER));
    }

    /** Returns all assignments, past and future ones too, or those of one role. */
    public AppointmentResult list(Actor.Person actor, @Nullable String role) {
        if (!mayAdminister(actor)) {
            return denied();
        }
        return new AppointmentResult.Appointments(entries(unit.run(() -> assignments.all(role)), actor.locale()));
    }

    /** @param to the moment at which it no longer counts; null for no end */
    public AppointmentResult give(
            Actor.Person actor, Principal principal, String role, @Nullable Instant from, @Nullable Instant to) {
        if (!mayAdminister(actor)) {
            return denied();
        }
        var begin = from == null ? clock.instant() : from;
        var result = unit.run(() -> {
            var problems = problems(principal, role, begin, to);
            if (!problems.isEmpty()) {
                return new AppointmentResult.Rejected(problems);
            }
            var given = assignments.assign(principal, role, begin, to);
            var entry = entries(List.of(given), actor.locale()).getFirst();
            log.append(actor, AdminAction.ROLE_ASSIGNED, entry.name(), told(given));
            return new AppointmentResult.Given(entry);
        });
        actors.forget();
        return result;
    }

    public AppointmentResult withdraw(Actor.Person actor, RecordId assignment) {
        if (!mayAdminister(actor)) {
            return denied();
        }
        var result = unit.run(() -> {
            var found = assignments.find(assignment);
            if (found.isEmpty()) {
                return new AppointmentResult.NotFound();
            }
            if (isLast(found.get())) {
                return new AppointmentResult.Denied(Problem.at("", LAST_ADMINISTRATOR));
            }
            var entry = entries(List.of(found.get()), actor.locale()).getFirst();
            assignments.remove(assignment);
            log.append(actor, AdminAction.ROLE_WITHDRAWN, entry.name(), told(found.get()));
            return new AppointmentResult.Withdrawn();
        });
        actors.forget();
        return result;
    }

    private static AppointmentResult denied() {
        return new AppointmentResult.Denied(Problem.at("", ADMINISTER_DENIED));
    }

    private static String told(RoleAssignment given) {
        return given.role() + " " + given.validFrom() + " – "
                + given.end().map(Instant::toString).orElse("");
    }

    private List<Problem> problems(Principal principal, String role, Instant from, @Nullable Instant to) {
        var problems = new ArrayList<Problem>();
        if (live.current().role(role).isEmpty()) {
            problems.add(Problem.at("role", ROLE_UNKNOWN).with("given", role));
        }
        if (!recipients.exists(recipient(principal))) {
            problems.add(Problem.at("principal", PRINCIPAL_UNKNOWN)
                    .with("given", recipient(principal).text()));
        }
        if (to != null && !to.isAfter(from)) {
            problems.add(Problem.at("until", ASSIGNMENT_ENDS_FIRST));
        }
        var endless = assignments.of(principal).stream()
                .filter(known -> known.role().equals(role) && known.end().isEmpty())
                .anyMatch(known -> !known.validFrom().isAfter(from));
        if (endless) {
            problems.add(Problem.at("role", ASSIGNMENT_TWICE));
        }
        return problems;
    }

    /** Tells whether nobody could administer any more without it; one that ends by itself does not count as another. */
    private boolean isLast(RoleAssignment assignment) {
        var administering = live.current().all(RoleDefinition.class).stream()
                .filter(role -> role.rights().contains(Right.ADMINISTER))
                .map(RoleDefinition::id)
                .collect(Collectors.toSet());
        if (!administering.contains(assignment.role()) || assignment.end().isPresent()) {
            return false;
        }
        var now = clock.instant();
        return assignments.all(null).stream()
                .filter(other -> !other.id().equals(assignment.id()))
                .filter(other -> administering.contains(other.role()))
                .noneMatch(other -> other.end().isEmpty() && !other.validFrom().isAfter(now));
    }

    private static Recipient recipient(Principal principal) {
        var kind = switch (principal.kind()) {
            case USER -> Recipient.Kind.USER;
            case DEPARTMENT -> Recipient.Kind.DEPARTMENT;
            case POSITION -> Recipient.Kind.POSITION;
        };
        return Recipient.of(kind, principal.id());
    }

    private List<AppointmentResult.Entry> entries(List<RoleAssignment> found, Locale locale) {
        var names = recipients.names(
                found.stream().map(one -> recipient(one.principal())).collect(Collectors.toSet()), locale);
        var now = clock.instant();
        return found.stream()
                .map(one -> new AppointmentResult.Entry(
                        one,
                        names.getOrDefault(
                                recipient(one.principal()),
                                recipient(one.principal()).text()),
                        live.current()
                                .role(one.role())
                                .map(role -> role.label().text(locale))
                                .orElse(one.role()),
                        one.isInForce(now)))
                .toList();
    }
}
