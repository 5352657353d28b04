/** The one expression language: parsed once, evaluated in Java or rendered to SQL. */
@NullMarked
package dev.trellis.core.expression;

import org.jspecify.annotations.NullMarked;
