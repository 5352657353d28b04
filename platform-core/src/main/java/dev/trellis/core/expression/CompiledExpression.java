package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.util.Set;

/** A checked expression: immutable, safe to keep as long as the schema it was checked against is live. */
public final class CompiledExpression {

    private final String source;
    private final String checkedText;
    private final String entity;
    private final Expression root;
    private final BlankAs blankAs;
    private final Uses uses;

    /**
     * @param source with names
     * @param checkedText to which the places of {@code root} refer
     */
    CompiledExpression(String source, String checkedText, String entity, Expression root, BlankAs blankAs, Uses uses) {
        this.source = source;
        this.checkedText = checkedText;
        this.entity = entity;
        this.root = root;
        this.blankAs = blankAs;
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
        return root.type();
    }

    /** The paths it reads, e.g. {@code account.industry}, {@code lines.amount}, {@code $user.department}. */
    public Set<FieldPath> references() {
        return uses.references();
    }

    /** Every field it reads of whatever entity, the lookups and child fields on the way included. */
    public Set<FieldKey> dependencies() {
        return uses.dependencies();
    }

    /** The ids of the functions in JavaScript that it calls. */
    public Set<String> functions() {
        return uses.functions();
    }

    /** Tells whether amounts are converted, so that the value changes with the exchange rates. */
    public boolean readsRates() {
        return readsRates(root);
    }

    private static boolean readsRates(Expression part) {
        return (part instanceof Expression.Call call && MoneyFunctions.ALL.contains(call.function()))
                || part.parts().stream().anyMatch(CompiledExpression::readsRates);
    }

    /** Tells whether the value depends on the clock or the person: such a formula cannot be stored. */
    public boolean isVolatile() {
        return uses.isVolatile();
    }

    /** Tells whether {@link ExpressionSql} can render it, so that lists can filter and sort by it. */
    public boolean isPushable() {
        return uses.isPushable();
    }

    Expression root() {
        return root;
    }

    BlankAs blankAs() {
        return blankAs;
    }

    String checkedText() {
        return checkedText;
    }

    @Override
    public String toString() {
        return source;
    }

    /** What an expression needs and what can be done with it. */
    record Uses(
            Set<FieldPath> references,
            Set<FieldKey> dependencies,
            Set<String> functions,
            boolean isVolatile,
            boolean isPushable) {
        Uses {
            references = Set.copyOf(references);
            dependencies = Set.copyOf(dependencies);
            functions = Set.copyOf(functions);
        }
    }
}
