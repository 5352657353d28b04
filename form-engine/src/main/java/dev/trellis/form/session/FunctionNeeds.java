package dev.trellis.form.session;

import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.EntityDefinition.Validation;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.HashSet;
import java.util.Set;

/** What of a form calls functions in JavaScript and is therefore left to the gate. */
final class FunctionNeeds {

    private final Set<Label> messages = new HashSet<>();
    private final Set<FieldKey> fields = new HashSet<>();

    /** Notes an expression; tells whether it calls a function. */
    boolean note(CompiledExpression compiled) {
        if (compiled.functions().isEmpty()) {
            return false;
        }
        fields.addAll(compiled.dependencies());
        return true;
    }

    /** As {@link #note(CompiledExpression)}, of a validation. */
    boolean note(CompiledExpression compiled, Validation validation) {
        boolean calls = note(compiled);
        if (calls) {
            messages.add(validation.message());
        }
        return calls;
    }

    /** Tells whether a function reads a field. */
    boolean reads(String owner, String field) {
        return fields.contains(new FieldKey(owner, field));
    }

    /** Tells whether the gate has told this of a validation that only it can compute. */
    boolean isCheck(Problem problem) {
        return problem.code().equals(SessionProblem.VALIDATION)
                && messages.stream()
                        .anyMatch(message -> message.equals(problem.arguments().get("message")));
    }
}
