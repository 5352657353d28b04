package dev.trellis.ui.web.list;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.Operator;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a person enters to ask for something of a column: often a value of another type than the column's own. */
final class FilterValues {

    private static final FieldTypes TYPES = FieldTypes.builtIn();

    private FilterValues() {}

    static FieldType type(ListColumn column, Operator operator, int index) {
        if (operator == Operator.WITHIN) {
            return index == 0 ? column.type() : plain("decimal");
        }
        return switch (FilterMenu.editable(column.type().editor())) {
            case Editor.Choices(var options) -> withOptions(options);
            case Editor.Tags ignored -> plain("text");
            case Editor.Contacts ignored -> plain("text");
            case Editor.Lookups(var entity, var ignored) -> lookup(entity);
            case Editor other -> column.type();
        };
    }

    static String label(Operator operator, int index) {
        if (operator != Operator.WITHIN) {
            return "list.filter.value";
        }
        return index == 0 ? "list.filter.place" : "list.filter.kilometres";
    }

    private static FieldType plain(String key) {
        return TYPES.read(JsonNodeFactory.instance.objectNode().put("type", key));
    }

    private static FieldType lookup(String entity) {
        return TYPES.read(
                JsonNodeFactory.instance.objectNode().put("type", "lookup").put("entity", entity));
    }

    private static FieldType withOptions(java.util.List<Editor.Option> options) {
        return new dev.trellis.core.field.types.ChoiceType(options);
    }
}
