package dev.trellis.core.transfer;

import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a column of a file may go, as one person sees it.
 *
 * @param path a field, or {@code lines.quantity}
 * @param label with the line items before it: "Lines · Quantity"
 * @param lines the line-items field to which it belongs, or empty
 * @param writable whether values may be written; others serve as keys only
 * @param isKey whether records can be found by it
 */
public record Target(String path, Label label, FieldDefinition field, String lines, boolean writable, boolean isKey) {

    /** Returns what exists for a person, in the order of the fields, system fields last. */
    public static List<Target> of(VisibleSchema schema, String entity) {
        var designed = new ArrayList<Target>();
        var system = new ArrayList<Target>();
        for (var field : schema.fields(entity)) {
            if (field.type().storage() instanceof Storage.ChildTable(var child)) {
                designed.addAll(lines(schema, field, child));
                continue;
            }
            var writable = schema.right(entity, field.id()) == FieldRight.WRITE;
            var isKey = isKey(field);
            if (SystemFields.ALL.contains(field.id())) {
                if (writable || field.id().equals(SystemFields.ID)) {
                    system.add(new Target(
                            field.id(),
                            field.label(),
                            field,
                            "",
                            writable,
                            field.id().equals(SystemFields.ID)));
                }
            } else if (writable || isKey) {
                designed.add(new Target(field.id(), field.label(), field, "", writable, isKey));
            }
        }
        designed.addAll(system);
        return designed;
    }

    static Optional<Target> find(List<Target> targets, String path) {
        return targets.stream().filter(target -> target.path().equals(path)).findFirst();
    }

    /** The entity to which the values of this field refer, if they are references. */
    Optional<String> refersTo() {
        return field.type().valueType() instanceof ValueType.Ref(var entity)
                        && !field.id().equals(SystemFields.ID)
                ? Optional.of(entity)
                : Optional.empty();
    }

    private static List<Target> lines(VisibleSchema schema, FieldDefinition lines, String child) {
        return schema.fields(child).stream()
                .filter(field ->
                        !SystemFields.ALL.contains(field.id()) && schema.right(child, field.id()) == FieldRight.WRITE)
                .map(field -> new Target(
                        lines.id() + "." + field.id(),
                        joined(lines.label(), field.label()),
                        field,
                        lines.id(),
                        true,
                        false))
                .toList();
    }

    private static Label joined(Label first, Label second) {
        var texts = new LinkedHashMap<String, String>();
        for (var language : second.texts().keySet()) {
            var locale = Locale.forLanguageTag(language);
            texts.put(language, first.text(locale) + " · " + second.text(locale));
        }
        return new Label(texts);
    }

    private static boolean isKey(FieldDefinition field) {
        return (field.type().storage() instanceof Storage.OneColumn
                        || field.type().orderedBy().isPresent())
                && switch (field.type().valueType()) {
                    case ValueType.Text _, ValueType.Numeric _, ValueType.Date _, ValueType.Ref _ -> true;
                    case ValueType.Bool _,
                            ValueType.DateTime _,
                            ValueType.Time _,
                            ValueType.Option _,
                            ValueType.MoneyAmount _,
                            ValueType.Rows _,
                            ValueType.ListOf _,
                            ValueType.Composite _,
                            ValueType.Opaque _,
                            ValueType.Blank _ -> false;
                };
    }
}
