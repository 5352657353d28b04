package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.name.Label;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What names mean to an expression: over all metadata, or over what one actor may see. What it does not answer does not
 * exist for the expression.
 */
public interface ExpressionSchema {

    /** The entity behind {@code $user}. */
    String USER = "user";

    /** Finds a designed or system field. */
    Optional<SchemaField> field(String entity, String name);

    /** Finds a field by what people call it, for {@code {Account.Industry}} while typing. */
    default Optional<SchemaField> labelled(String entity, String label) {
        return Optional.empty();
    }

    /** The field that says on which day an entity's amounts are converted; empty for the day of creation. */
    default Optional<SchemaField> recordDate(String entity) {
        return Optional.empty();
    }

    /** The names of an entity, to propose one where a name is wrong. */
    default List<String> names(String entity) {
        return List.of();
    }

    /** What people call an entity. */
    default Label label(String entity) {
        return Label.of(entity, entity);
    }

    /** The functions in JavaScript; whoever may write expressions may call each. */
    default List<FunctionDefinition> functions() {
        return List.of();
    }

    /** The business zone of the workspace. */
    ZoneId zone();

    /** The currency of the workspace. */
    String currency();

    /**
     * A field as expressions see it.
     *
     * @param digits of a number or an amount: how many digits its column holds before the point (18 if unknown); fewer
     *     make shorter SQL
     */
    record SchemaField(String id, ValueType type, int digits) {

        public SchemaField(String id, ValueType type) {
            this(id, type, FixedPoint.DIGITS);
        }
    }
}
