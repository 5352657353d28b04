package dev.trellis.ui.web.studio;

/** What is being dragged over the canvas. */
sealed interface Dragged {

    record NewField(String type) implements Dragged {}

    record ExistingField(String field) implements Dragged {}

    record FormItem(String item) implements Dragged {}

    record FormSection(String section) implements Dragged {}

    record LinesColumn(String item, String column) implements Dragged {}
}
