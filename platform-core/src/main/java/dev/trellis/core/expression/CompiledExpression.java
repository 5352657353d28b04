package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.util.Set;

/** A checked expression: immutable, safe to keep as long as the schema it was checked against is live. */
public final class CompiledExpression {

    private final String source;
    private final String entity;
    private final ValueType type;
    private final Uses uses;

    CompiledExpression(String source, String entity, ValueType type, Uses uses) {
        this.source = source;
        this.entity = entity;
        this.type = type;
        this.uses = uses;
    }

    /** The canonical text: as typed, with labels in braces replaced by names. */
    public String source() {
        return source;
    }

    /** The entity whose records it reads. */
    public String entity() {
        return entity;
    }

    public ValueType type() {
        return type;
    }

    /** The paths it reads, e.g. {@code account.industry}, {@code lines.amount}, {@code $user.department}. */
    public Set<FieldPath> references() {
        return uses.references();
    }

    /** Every field it reads of whatever entity, the lookups and child fields on the way included. */
    public Set<FieldKey> dependencies() {
        return uses.dependencies();
    }

    /** Tells whether the value depends on the clock or the person: such a formula cannot be stored. */
    public boolean isVolatile() {
        return uses.isVolatile();
    }

    /** Tells whether {@link ExpressionSql} can render it, so that lists can filter and sort by it. */
    public boolean isPushable() {
        return uses.isPushable();
    }

    @Override
    public String toString() {
        return source;
    }

    /** What an expression needs and what can be done with it. */
    record Uses(Set<FieldPath> references, Set<FieldKey> dependencies, boolean isVolatile, boolean isPushable) {
        Uses {
            references = Set.copyOf(references);
            dependencies = Set.copyOf(dependencies);
        }
    }
}
