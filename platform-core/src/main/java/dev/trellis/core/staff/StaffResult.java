package dev.trellis.core.staff;

import dev.trellis.core.account.Accounts;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of a question or a wish about somebody's account. */
public sealed interface StaffResult {

    /**
     * How things stand with a person.
     *
     * @param account null where the person cannot sign in and never could
     * @param belongings what is in the person's hands, as far as whoever asks may see it
     */
    record Seen(Accounts.@Nullable Entry account, List<Belonging> belongings) implements StaffResult {
        public Seen(Accounts.@Nullable Entry account, List<Belonging> belongings) {
            this.account = account;
            this.belongings = List.copyOf(belongings);
        }
    }

    /** @param entity whose records they are; empty for anything else that waits for the person */
    record Belonging(String entity, Label label, long count) {}

    /** The person can sign in; the password is told this once. */
    record Told(String login, String password) implements StaffResult {}

    record Denied(Problem problem) implements StaffResult {}

    record Rejected(List<Problem> problems) implements StaffResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** There is no such person. */
    record NotFound() implements StaffResult {}
}
