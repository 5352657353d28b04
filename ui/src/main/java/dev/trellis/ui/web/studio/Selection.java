package dev.trellis.ui.web.studio;

import dev.trellis.core.expression.FieldKey;

/** What the designer has selected on the canvas. */
sealed interface Selection {

    record Nothing() implements Selection {}

    record OfItem(String item) implements Selection {}

    record OfSection(String section) implements Selection {}

    /** A column of the line items in an element of the form. */
    record OfColumn(String item, FieldKey field) implements Selection {}
}
