package dev.trellis.core.export;

import dev.trellis.core.sheet.SheetFormat;
import java.io.IOException;
import java.io.OutputStream;

/** A file that is about to be written. */
public interface Export {

    /** A name for the file, with its extension. */
    String fileName();

    SheetFormat format();

    /** Reads page by page and writes; holds no more than a page in memory. Returns how many records were written. */
    long writeTo(OutputStream out) throws IOException;
}
