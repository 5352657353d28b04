package dev.trellis.form.session;

import dev.trellis.core.expression.CompiledExpression;

/** A condition on a form, compiled for its reader. */
sealed interface Rule {

    /** Nobody has set a condition. */
    record None() implements Rule {}

    record Checked(CompiledExpression expression) implements Rule {}

    /** It cannot be computed for this reader: it uses what he may not see. */
    record Broken() implements Rule {}
}
