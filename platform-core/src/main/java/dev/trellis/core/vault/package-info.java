/** Seals texts that even the database must not read, with the one secret that lives outside it. */
@NullMarked
package dev.trellis.core.vault;

import org.jspecify.annotations.NullMarked;
