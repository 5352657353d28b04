/** People who come and go: who may sign in, and what somebody who leaves still holds in hand. */
@NullMarked
package dev.trellis.core.staff;

import org.jspecify.annotations.NullMarked;
