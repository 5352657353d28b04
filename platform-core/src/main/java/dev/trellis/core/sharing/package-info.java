/** Records that people share with others by hand, beyond what roles reach. */
@NullMarked
package dev.trellis.core.sharing;

import org.jspecify.annotations.NullMarked;
