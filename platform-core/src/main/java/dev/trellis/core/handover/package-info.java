/** What somebody who leaves has in hand, and giving it to others. */
@NullMarked
package dev.trellis.core.handover;

import org.jspecify.annotations.NullMarked;
