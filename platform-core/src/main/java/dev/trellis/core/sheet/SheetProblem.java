package dev.trellis.core.sheet;

import dev.trellis.core.problem.ProblemCode;

/** What can be wrong with a file. */
final class SheetProblem {

    static final ProblemCode FILE_EMPTY = ProblemCode.invalid("FILE_EMPTY");
    static final ProblemCode FILE_TOO_LARGE = ProblemCode.invalid("FILE_TOO_LARGE");
    static final ProblemCode FILE_INFLATES = ProblemCode.invalid("FILE_INFLATES");
    static final ProblemCode FILE_OLD_EXCEL = ProblemCode.invalid("FILE_OLD_EXCEL");
    static final ProblemCode FILE_NOT_XLSX = ProblemCode.invalid("FILE_NOT_XLSX");
    static final ProblemCode FILE_BROKEN = ProblemCode.invalid("FILE_BROKEN");
    static final ProblemCode FILE_NOT_TEXT = ProblemCode.invalid("FILE_NOT_TEXT");
    static final ProblemCode TOO_MANY_ROWS = ProblemCode.invalid("SHEET_TOO_MANY_ROWS");
    static final ProblemCode TOO_MANY_COLUMNS = ProblemCode.invalid("SHEET_TOO_MANY_COLUMNS");
    static final ProblemCode CELL_TOO_LONG = ProblemCode.invalid("SHEET_CELL_TOO_LONG");
    static final ProblemCode CELL_CUT = ProblemCode.invalid("SHEET_CELL_CUT");

    private SheetProblem() {}
}
