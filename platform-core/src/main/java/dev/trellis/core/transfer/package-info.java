/** Imports: files whose rows become records through the gate, with dry run, resumption after a crash, and undo. */
@NullMarked
package dev.trellis.core.transfer;

import org.jspecify.annotations.NullMarked;
