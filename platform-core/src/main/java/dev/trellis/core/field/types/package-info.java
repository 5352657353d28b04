/** The field types that ship with Trellis, one record in one file each. */
@NullMarked
package dev.trellis.core.field.types;

import org.jspecify.annotations.NullMarked;
