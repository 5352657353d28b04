package dev.trellis.workflow.start;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the start of a flow asks for.
 *
 * @param fields the fields that the initiator is shown or enters with the submission
 * @param problems what would keep the record, as it is now, from being submitted
 */
public record Asked(List<Field> fields, List<Problem> problems) {

    public Asked {
        fields = List.copyOf(fields);
        problems = List.copyOf(problems);
    }

    /**
     * A field of the record.
     *
     * @param right what the start gives; empty where roles decide
     * @param required whether it must be filled
     * @param entered whether it may be given with the submission
     */
    public record Field(FieldDefinition definition, Optional<FieldRight> right, boolean required, boolean entered) {

        public String id() {
            return definition.id();
        }
    }

    /** Returns a field that may be given with the submission. */
    public Optional<Field> entered(String id) {
        return fields.stream()
                .filter(field -> field.entered() && field.id().equals(id))
                .findFirst();
    }
}
