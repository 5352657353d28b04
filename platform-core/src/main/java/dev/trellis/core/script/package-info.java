/** Functions in JavaScript: approved by their source, run in worker processes, called by expressions. */
@NullMarked
package dev.trellis.core.script;

import org.jspecify.annotations.NullMarked;
