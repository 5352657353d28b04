/** What waits for people beside records. */
@NullMarked
package dev.trellis.workflow.duty;

import org.jspecify.annotations.NullMarked;
