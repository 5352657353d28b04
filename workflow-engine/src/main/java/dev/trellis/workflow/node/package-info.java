/** One step of a request as pure values: who sits there, what each has done, how it comes out. Knows no database. */
@NullMarked
package dev.trellis.workflow.node;

import org.jspecify.annotations.NullMarked;
