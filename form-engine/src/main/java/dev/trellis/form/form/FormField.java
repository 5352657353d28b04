package dev.trellis.form.form;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.ValueType;
import java.util.List;

/**
 * A field as one reader sees it: his language, his rights.
 *
 * @param id the field's id, the key of its value
 * @param help shown under the field; may be empty
 * @param type formats, parses and normalises its values
 * @param writable whether the reader's rights let him write it; the state of an open form may still lock it
 * @param required whether blank is refused always
 * @param columns for line items: the fields of a row, in order; else empty
 */
public record FormField(
        String id,
        String label,
        String help,
        FieldType type,
        boolean writable,
        boolean required,
        List<FormField> columns) {

    public FormField {
        columns = List.copyOf(columns);
    }

    /** Tells how the reader meets the value: to edit, or only to look at. */
    public Editor editor() {
        var editor = type.editor();
        return writable || editor instanceof Editor.ReadOnly ? editor : new Editor.ReadOnly(editor);
    }

    /** Tells whether the field holds the rows of line items. */
    public boolean isLines() {
        return type.valueType() instanceof ValueType.Rows;
    }

    /** Tells whether values stand at the right edge: numbers and money. */
    public boolean isNumeric() {
        return isNumeric(type);
    }

    /** Tells whether values of a type stand at the right edge: numbers and money. */
    public static boolean isNumeric(FieldType type) {
        return switch (type.valueType()) {
            case ValueType.Numeric _, ValueType.MoneyAmount _ -> true;
            case ValueType.Text _,
                    ValueType.Bool _,
                    ValueType.Date _,
                    ValueType.DateTime _,
                    ValueType.Time _,
                    ValueType.Option _,
                    ValueType.Ref _,
                    ValueType.Rows _,
                    ValueType.ListOf _,
                    ValueType.Composite _,
                    ValueType.Opaque _,
                    ValueType.Blank _ -> false;
        };
    }

    /** Tells whether values run over several lines. */
    public static boolean isLong(FieldType type) {
        var editor = type.editor() instanceof Editor.ReadOnly(var shown) ? shown : type.editor();
        return editor instanceof Editor.RichText || (editor instanceof Editor.Text text && text.multiline());
    }
}
