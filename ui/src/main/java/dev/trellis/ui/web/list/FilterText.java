package dev.trellis.ui.web.list;

import dev.trellis.core.field.Composite;
import dev.trellis.core.field.ValueType;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.ResolvedList;
import java.util.Map;
import java.util.stream.Collectors;

/** Says a filter as people read it: "Stage: Proposal", "Amount is at least 50,000". */
final class FilterText {

    private FilterText() {}

    /** @param labels how the references among the values are called */
    static String of(ResolvedList list, ListState.Filter filter, Map<Object, String> labels) {
        var column = list.column(filter.path());
        if (column.isEmpty()) {
            return filter.path();
        }
        var values = filter.values().stream()
                .map(value -> value == null ? "" : labels.getOrDefault(value, text(list, column.get(), value)))
                .collect(Collectors.joining(", "));
        return (column.get().label() + " " + filter.operator().label(list.locale()) + " " + values).strip();
    }

    private static String text(ResolvedList list, ListColumn column, Object value) {
        var options = FilterMenu.options(column);
        if (options.isPresent()) {
            return options.get().stream()
                    .filter(option -> option.code().equals(value))
                    .findFirst()
                    .map(option -> option.label().text(list.locale()))
                    .orElse(value.toString());
        }
        if (value instanceof Composite place && place.part("latitude") != null) {
            return place.text("latitude") + ", " + place.text("longitude");
        }
        return column.type().valueType() instanceof ValueType.ListOf
                        || column.type().valueType() instanceof ValueType.Composite
                ? value.toString()
                : column.type().codec().toText(value, list.locale());
    }
}
