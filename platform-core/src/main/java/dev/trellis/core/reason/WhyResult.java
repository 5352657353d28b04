package dev.trellis.core.reason;

import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** What became of asking why somebody may or may not do something. */
public sealed interface WhyResult {

    /**
     * About a record.
     *
     * @param person what the person is called about whom it was asked
     */
    record Access(String person, List<Answer> answers) implements WhyResult {
        public Access {
            answers = List.copyOf(answers);
        }
    }

    /** One verb, yes or no, with the reasons as sentences. */
    record Answer(Verb verb, boolean allowed, List<String> reasons) {
        public Answer {
            reasons = List.copyOf(reasons);
        }
    }

    /** About one field of a record. */
    record Field(String person, String field, FieldRight right, List<String> reasons) implements WhyResult {
        public Field {
            reasons = List.copyOf(reasons);
        }
    }

    /** The record does not exist, or none of the roles of whoever asks reaches it: one cannot tell which. */
    record NotFound() implements WhyResult {}

    record Refused(Problem problem) implements WhyResult {}
}
