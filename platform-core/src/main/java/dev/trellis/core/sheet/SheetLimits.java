package dev.trellis.core.sheet;

/**
 * How much of a file is read at most; what is larger is refused, never cut.
 *
 * @param bytes of the file
 * @param inflatedBytes of everything packed inside it
 * @param rows with the header
 * @param columns per row
 * @param cellCharacters per cell
 * @param sharedCharacters of all texts that an XLSX file keeps apart from its cells
 */
public record SheetLimits(
        long bytes, long inflatedBytes, int rows, int columns, int cellCharacters, long sharedCharacters) {

    public static final SheetLimits DEFAULT =
            new SheetLimits(64L << 20, 400L << 20, 200_001, 1_100, 100_000, 40_000_000L);
}
