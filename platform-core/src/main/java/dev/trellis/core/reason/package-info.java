/** Explains every yes and no about access by the role, scope, share, rule or lock that says so. */
@NullMarked
package dev.trellis.core.reason;

import org.jspecify.annotations.NullMarked;
