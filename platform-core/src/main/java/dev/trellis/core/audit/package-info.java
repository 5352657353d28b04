/** What must be known later: who changed how the workspace is run, and who looked at sensitive records. */
@NullMarked
package dev.trellis.core.audit;

import org.jspecify.annotations.NullMarked;
