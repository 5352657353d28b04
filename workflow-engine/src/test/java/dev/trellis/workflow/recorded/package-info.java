/** What long runs of this module found, kept with their seeds. */
@NullMarked
package dev.trellis.workflow.recorded;

import org.jspecify.annotations.NullMarked;
