package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider.TypeOption;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.types.BooleanType;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.field.types.IntegerType;
import dev.trellis.core.field.types.TextType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DesignEdit.Labelled;
import dev.trellis.form.design.DesignEdit.Rule;
import dev.trellis.form.form.FormField;
import dev.trellis.form.form.ResolvedForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one element as an ordinary form: the same renderer shows it as any other, and each value given back
 * is a {@link DesignEdit}. Values go through the codecs of the form's fields.
 *
 * @param form what to show
 * @param values carriers by field id of the form
 */
public record PropertySheet(
        ResolvedForm form,
        Map<String, @Nullable Object> values,
        Map<String, Function<@Nullable Object, DesignEdit>> edits) {

    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_HELP = 300;

    public PropertySheet {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        edits = Map.copyOf(edits);
    }

    /** Returns what it means to give a property a value; empty for a property that this sheet does not have. */
    public Optional<DesignEdit> edit(String property, @Nullable Object value) {
        return Optional.ofNullable(edits.get(property)).map(edit -> edit.apply(value));
    }

    /** The sheet of an item of the form: the field itself, then its place on this form. */
    public static Optional<PropertySheet> ofItem(Design design, FieldTypes types, String item, Locale locale) {
        return design.item(item).map(found -> {
            var sheet = new Builder(design, locale);
            var key = new FieldKey(design.entity(), found.field());
            design.field(key).ifPresent(field -> sheet.field(field, key, types));
            sheet.place(found);
            return sheet.build(item);
        });
    }

    /** The sheet of a field without a place of its own: a column of line items, a field that no form shows. */
    public static Optional<PropertySheet> ofField(Design design, FieldTypes types, FieldKey key, Locale locale) {
        return design.field(key).map(field -> {
            var sheet = new Builder(design, locale);
            sheet.field(field, key, types);
            return sheet.build(key.toString());
        });
    }

    public static Optional<PropertySheet> ofSection(Design design, String section, Locale locale) {
        return design.section(section).map(found -> {
            var sheet = new Builder(design, locale);
            sheet.section(found);
            return sheet.build(section);
        });
    }

    private static final class Builder {

        private final Design design;
        private final Locale locale;
        private final List<ResolvedForm.Section> sections = new ArrayList<>();
        private final List<ResolvedForm.Item> items = new ArrayList<>();
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private final Map<String, Function<@Nullable Object, DesignEdit>> edits = new LinkedHashMap<>();

        Builder(Design design, Locale locale) {
            this.design = design;
            this.locale = locale;
        }

        void field(FieldDefinition field, FieldKey key, FieldTypes types) {
            labels(field.label(), new Labelled.OfField(key));
            for (var language : languages()) {
                property(
                        "help." + language,
                        inLanguage("property.help", language),
                        new TextType(LONGEST_HELP),
                        field.help().texts().get(language),
                        value -> new DesignEdit.SetHelp(key, language, text(value)));
            }
            if (!field.type().isComputed()) {
                flag("required", field.required(), value -> new DesignEdit.SetRequired(key, value));
                flag("unique", field.unique(), value -> new DesignEdit.SetUnique(key, value));
                property(
                        "default",
                        word("property.default"),
                        new PropertyType(),
                        field.defaultValue(),
                        value -> new DesignEdit.SetDefault(key, text(value)));
            }
            end("field", word("property.section.field"));
            var options = types.find(field.type().key())
                    .map(provider -> provider.options())
                    .orElse(List.of());
            var json = types.complete(field.type());
            for (var option : options) {
                var given = json.path(option.name());
                var decoded = given.isMissingNode()
                        ? Decoded.of(null)
                        : option.type().codec().fromJson(given);
                property(
                        "option." + option.name(),
                        option.label().text(locale),
                        option.type(),
                        decoded instanceof Decoded.Value(var value) ? value : null,
                        value -> option(key, option, value));
            }
            end(
                    "type",
                    types.find(field.type().key())
                            .map(provider -> provider.label().text(locale))
                            .orElse(""));
        }

        private static DesignEdit option(FieldKey key, TypeOption option, @Nullable Object value) {
            return new DesignEdit.SetOption(
                    key,
                    option.name(),
                    value == null ? null : option.type().codec().toJson(value));
        }

        void place(FormDefinition.Item item) {
            property(
                    "span",
                    word("property.span"),
                    new IntegerType(BigDecimal.ONE, BigDecimal.valueOf(3)),
                    BigDecimal.valueOf(item.span()),
                    value -> new DesignEdit.SetSpan(item.id(), number(value)));
            rule("visible", item.id(), Rule.VISIBLE, item.visibleWhen());
            rule("required_when", item.id(), Rule.REQUIRED, item.requiredWhen());
            rule("read_only", item.id(), Rule.READ_ONLY, item.readOnlyWhen());
            end("place", word("property.section.place"));
        }

        void section(FormDefinition.Section section) {
            labels(section.label(), new Labelled.OfSection(section.id()));
            property(
                    "columns",
                    word("property.columns"),
                    new IntegerType(BigDecimal.ONE, BigDecimal.valueOf(3)),
                    BigDecimal.valueOf(section.columns()),
                    value -> new DesignEdit.SetColumns(section.id(), number(value)));
            rule("visible", section.id(), Rule.VISIBLE, section.visibleWhen());
            end("section", word("property.section.section"));
        }

        private void labels(Label label, Labelled of) {
            for (var language : languages()) {
                property(
                        "label." + language,
                        inLanguage("property.label", language),
                        new TextType(LONGEST_LABEL),
                        label.texts().get(language),
                        value -> new DesignEdit.RenameLabel(of, language, text(value)));
            }
        }

        private void rule(String id, String element, Rule rule, @Nullable String expression) {
            property(
                    id,
                    word("property." + id),
                    new PropertyType(),
                    expression,
                    value -> new DesignEdit.SetRule(element, rule, text(value)));
        }

        private void flag(String id, boolean now, Function<Boolean, DesignEdit> edit) {
            property(
                    id,
                    word("property." + id),
                    new BooleanType(false),
                    now,
                    value -> edit.apply(Boolean.TRUE.equals(value)));
        }

        private void property(
                String id,
                String label,
                FieldType type,
                @Nullable Object value,
                Function<@Nullable Object, DesignEdit> edit) {
            var field = new FormField(id, label, "", type, true, false, List.of());
            items.add(new ResolvedForm.Item(id, field, 1, null, null, null));
            values.put(id, value);
            edits.put(id, edit);
        }

        private void end(String id, String label) {
            if (!items.isEmpty()) {
                sections.add(new ResolvedForm.Section(id, label, 1, null, items));
                items.clear();
            }
        }

        PropertySheet build(String element) {
            return new PropertySheet(new ResolvedForm("", element, "", locale, sections), values, edits);
        }

        private List<String> languages() {
            return design.draft().workspace().languages();
        }

        private String word(String key) {
            return Messages.text(key, locale);
        }

        private String inLanguage(String key, String language) {
            var name = Locale.forLanguageTag(language).getDisplayLanguage(locale);
            return Messages.text(key, locale, Map.of("language", name));
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        private static int number(@Nullable Object value) {
            return value instanceof BigDecimal number ? number.intValue() : 1;
        }
    }
}
