/** Letting others at a record: collaborators and shares, by those who may. */
@NullMarked
package dev.trellis.core.collaboration;

import org.jspecify.annotations.NullMarked;
