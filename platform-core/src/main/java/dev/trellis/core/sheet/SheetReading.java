package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;

/** The outcome of reading a file. */
public sealed interface SheetReading {

    /**
     * Every row has been handed over.
     *
     * @param detail how it was understood: the charset and delimiter, or the name of the sheet
     */
    record Read(SheetFormat format, String detail, int rows) implements SheetReading {}

    /** It cannot be read; what was handed over before is worth nothing. */
    record Refused(Problem problem) implements SheetReading {}
}
