package dev.trellis.form.list;

import dev.trellis.core.field.FieldType;
import dev.trellis.form.form.FormField;
import java.util.List;

/**
 * A column as one reader sees it.
 *
 * @param path a field id or a path over lookups, the key of its value in a stored record
 * @param label with the lookups before it: "Account · Industry"
 * @param type formats its values
 * @param sortable whether a click on the head sorts
 * @param editable whether the reader may change it in place
 * @param operators what a filter may ask; empty where the column cannot be filtered
 */
public record ListColumn(
        String path, String label, FieldType type, boolean sortable, boolean editable, List<Operator> operators) {

    public ListColumn {
        operators = List.copyOf(operators);
    }

    /** Tells whether values stand at the right edge. */
    public boolean isNumeric() {
        return FormField.isNumeric(type);
    }
}
