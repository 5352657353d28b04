/** Expressions of definitions over records that are being saved or acted upon. */
@NullMarked
package dev.trellis.workflow.condition;

import org.jspecify.annotations.NullMarked;
