/** Advice for those who design, drawn from what is declared and from what people do. */
@NullMarked
package dev.trellis.core.advice;

import org.jspecify.annotations.NullMarked;
