/** Functions in JavaScript in the studio: their source, their tests, a try, the approval. */
@NullMarked
package dev.trellis.ui.web.function;

import org.jspecify.annotations.NullMarked;
