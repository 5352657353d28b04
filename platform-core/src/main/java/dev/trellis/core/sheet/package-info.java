/** Sheets of text as files: reads CSV and XLSX row by row within limits, and writes both. Knows nothing of records. */
@NullMarked
package dev.trellis.core.sheet;

import org.jspecify.annotations.NullMarked;
