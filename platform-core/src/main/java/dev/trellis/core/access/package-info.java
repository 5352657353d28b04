/** Who acts, and what roles let them do. */
@NullMarked
package dev.trellis.core.access;

import org.jspecify.annotations.NullMarked;
