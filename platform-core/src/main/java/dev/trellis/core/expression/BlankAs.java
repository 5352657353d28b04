package dev.trellis.core.expression;

/** How {@code + - * / ^} read a blank operand; aggregates always skip blanks. */
public enum BlankAs {
    /** As zero, the default. */
    ZERO,
    /** Any blank operand makes the result blank. */
    BLANK
}
