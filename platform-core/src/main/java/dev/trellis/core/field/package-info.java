/** The field-type SPI: an open set of types that describe themselves in small sealed vocabularies. */
@NullMarked
package dev.trellis.core.field;

import org.jspecify.annotations.NullMarked;
