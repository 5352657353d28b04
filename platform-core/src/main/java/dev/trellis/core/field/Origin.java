package dev.trellis.core.field;

/** Where the values of a field come from. Sealed: the gate and the planner switch over it once each. */
public sealed interface Origin {

    Origin ENTERED = new Entered();

    /** People, imports and automations write it. */
    record Entered() implements Origin {}

    /** An expression over the same record computes it. */
    record Formula(String expression, BlankAs blankAs) implements Origin {}

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
