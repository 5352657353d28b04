/** Changing many records at once, which has a verb of its own. */
@NullMarked
package dev.trellis.core.many;

import org.jspecify.annotations.NullMarked;
