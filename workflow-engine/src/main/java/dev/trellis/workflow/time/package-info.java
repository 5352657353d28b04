/** Time in which people work. */
@NullMarked
package dev.trellis.workflow.time;

import org.jspecify.annotations.NullMarked;
