package dev.trellis.core.sheet;

/** Takes the rows of a file in order; rows without any text are not among them. */
@FunctionalInterface
public interface RowSink {

    void row(SheetRow row);
}
