/** Files of records: where their content is kept, what is let in, and who may read them. */
@NullMarked
package dev.trellis.core.file;

import org.jspecify.annotations.NullMarked;
