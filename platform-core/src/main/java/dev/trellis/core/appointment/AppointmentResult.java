package dev.trellis.core.appointment;

import dev.trellis.core.account.RoleAssignment;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** What became of asking who holds a role, or of giving or taking one. */
public sealed interface AppointmentResult {

    record Appointments(List<Entry> entries) implements AppointmentResult {
        public Appointments {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One assignment in words.
     *
     * @param name what the person, department or position is called
     * @param roleName what the role is called
     * @param inForce whether it counts now
     */
    record Entry(RoleAssignment assignment, String name, String roleName, boolean inForce) {}

    record Given(Entry entry) implements AppointmentResult {}

    record Withdrawn() implements AppointmentResult {}

    record NotFound() implements AppointmentResult {}

    record Denied(Problem problem) implements AppointmentResult {}

    record Rejected(List<Problem> problems) implements AppointmentResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
