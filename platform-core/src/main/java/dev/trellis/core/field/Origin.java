package dev.trellis.core.field;

import org.jspecify.annotations.Nullable;

/** Where the values of a field come from. Sealed: the gate and the planner switch over it once each. */
public sealed interface Origin {

    Origin ENTERED = new Entered();

    /** People, imports and automations write it. */
    record Entered() implements Origin {}

    /** An expression over the same record computes it. */
    record Formula(String expression, BlankAs blankAs) implements Origin {}

    /**
     * Values of other records that refer to this one, put together.
     *
     * @param entity the entity of those records
     * @param via the lookup of theirs that leads here; of line items {@code parent}
     * @param field what is measured; null to count records
     * @param filter a condition over those records; null for all
     * @param sort a field of theirs that decides which is first; null for their age, of line items the position
     * @param separator between joined texts
     */
    record RollUp(
            String entity,
            String via,
            Function function,
            @Nullable String field,
            @Nullable String filter,
            @Nullable String sort,
            String separator)
            implements Origin {

        /** What is made of the values; blanks are left out, by FIRST and LAST not. */
        public enum Function {
            SUM,
            COUNT,
            AVERAGE,
            MIN,
            MAX,
            FIRST,
            LAST,
            JOIN
        }
    }

    /**
     * A counter draws it when the record is created.
     *
     * @param gapless drawn last in the transaction, so that no number is ever missing; formulas cannot read it
     */
    record Numbering(NumberPattern pattern, boolean gapless) implements Origin {}

    /** How arithmetic reads a blank operand. */
    enum BlankAs {
        ZERO,
        /** The whole result is blank. */
        BLANK
    }
}
