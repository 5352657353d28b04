/** Records as they were when a request ended, to be printed as far as each reader may see them. */
@NullMarked
package dev.trellis.workflow.paper;

import org.jspecify.annotations.NullMarked;
