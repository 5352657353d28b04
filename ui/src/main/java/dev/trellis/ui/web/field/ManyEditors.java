package dev.trellis.ui.web.field;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.ui.web.input.FileDoor;
import dev.trellis.ui.web.input.FilesInput;
import dev.trellis.ui.web.input.PartsInput;
import dev.trellis.ui.web.input.PlaceInput;
import dev.trellis.ui.web.input.RatingInput;
import dev.trellis.ui.web.input.RichTextInput;
import dev.trellis.ui.web.input.RowsInput;
import dev.trellis.ui.web.input.SignatureInput;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the components for values that are more than one plain thing: lists, parts, marks. */
final class ManyEditors {

    private static final int TAGS_SHOWN = 50;

    private final Locale locale;
    private final References references;

    ManyEditors(Locale locale, References references) {
        this.locale = locale;
        this.references = references;
    }

    FieldEditor time(FieldSubject subject, Consumer<Entered> entered) {
        var picker = FieldEditors.dressed(new TimePicker(), subject);
        picker.setLocale(locale);
        picker.setStep(java.time.Duration.ofMinutes(15));
        picker.setClearButtonVisible(!subject.inCell());
        return new BoundEditor<>(
                picker, null, (value, label) -> (LocalTime) value, chosen -> new Entered.Value(chosen, ""), entered);
    }

    FieldEditor choices(FieldSubject subject, List<Editor.Option> options, Consumer<Entered> entered) {
        var box = FieldEditors.dressed(new MultiSelectComboBox<Editor.Option>(), subject);
        box.setItems(options.stream().filter(Editor.Option::active).toList());
        box.setItemLabelGenerator(option -> option.label().text(locale));
        return new BoundEditor<>(
                box,
                Set.<Editor.Option>of(),
                (value, label) -> {
                    var chosen = new LinkedHashSet<Editor.Option>();
                    options.stream()
                            .filter(option -> value instanceof List<?> codes && codes.contains(option.code()))
                            .forEach(chosen::add);
                    return (Set<Editor.Option>) chosen;
                },
                chosen -> entered(
                        subject, chosen.stream().map(Editor.Option::code).toList()),
                entered);
    }

    FieldEditor tags(FieldSubject subject, Editor.Tags tags, Consumer<Entered> entered) {
        var box = FieldEditors.dressed(new MultiSelectComboBox<String>(), subject);
        box.setItems(List.of());
        box.setAllowCustomValue(true);
        box.setPlaceholder(Messages.text("field.tags.hint", locale));
        box.setPageSize(TAGS_SHOWN);
        var bound = new BoundEditor<>(
                box,
                Set.<String>of(),
                (value, label) -> {
                    var words = new LinkedHashSet<String>();
                    if (value instanceof List<?> list) {
                        list.forEach(word -> words.add(word.toString()));
                    }
                    box.setItems(words);
                    return (Set<String>) words;
                },
                chosen -> entered(subject, List.copyOf(chosen)),
                entered);
        box.addCustomValueSetListener(typed -> {
            var words = new LinkedHashSet<>(box.getValue());
            for (var word : typed.getDetail().split("[,，;；、]")) {
                if (!word.isBlank()) {
                    words.add(word.strip().substring(0, Math.min(word.strip().length(), tags.maxLength())));
                }
            }
            box.setItems(words);
            box.setValue(words);
            entered.accept(entered(subject, List.copyOf(words)));
        });
        return bound;
    }

    FieldEditor rating(FieldSubject subject, int stars, Consumer<Entered> entered) {
        var input = FieldEditors.dressed(new RatingInput(stars), subject);
        return new BoundEditor<>(
                input,
                null,
                (value, label) -> (java.math.BigDecimal) value,
                chosen -> entered(subject, chosen),
                entered);
    }

    FieldEditor parts(FieldSubject subject, Editor.Parts parts, Consumer<Entered> entered) {
        var input = FieldEditors.dressed(new PartsInput(parts.parts(), locale), subject);
        return new BoundEditor<>(
                input, null, (value, label) -> (Composite) value, typed -> entered(subject, typed), entered);
    }

    FieldEditor place(FieldSubject subject, Consumer<Entered> entered) {
        var input = FieldEditors.dressed(
                new PlaceInput(subject.type().codec(), locale, Messages.text("field.place.here", locale)), subject);
        return new BoundEditor<>(
                input, null, (value, label) -> (Composite) value, typed -> entered(subject, typed), entered);
    }

    FieldEditor richText(FieldSubject subject, Consumer<Entered> entered) {
        var names = new LinkedHashMap<String, String>();
        for (var tool : List.of("bold", "italic", "underline", "heading", "bullets", "numbers", "clear")) {
            names.put(tool, Messages.text("field.rich." + tool, locale));
        }
        var input = FieldEditors.dressed(new RichTextInput(names, html -> clean(subject, html)), subject);
        return new BoundEditor<>(
                input, "", (value, label) -> value.toString(), typed -> entered(subject, typed), entered);
    }

    /** What is no clean text of the type is not kept. */
    private static String clean(FieldSubject subject, String html) {
        return subject.type().codec().normalise(html) instanceof Decoded.Value(String text) ? text : "";
    }

    FieldEditor contacts(FieldSubject subject, Editor.Contacts contacts, Consumer<Entered> entered) {
        var shape = new RowsInput.Shape<>(
                "value",
                "use",
                contacts.uses(),
                () -> {
                    var field = new TextField();
                    field.setMaxLength(contacts.maxLength());
                    field.setAriaLabel(subject.label());
                    field.setValueChangeMode(ValueChangeMode.ON_BLUR);
                    return field;
                },
                field -> field.getValue().isBlank() ? null : field.getValue().strip(),
                (field, value) -> {
                    field.setValue(value.toString());
                    return null;
                });
        return rows(subject, new RowsInput<>(shape, words("field.contacts"), locale), entered);
    }

    FieldEditor lookups(FieldSubject subject, Editor.Lookups lookups, Consumer<Entered> entered) {
        var shape = new RowsInput.Shape<ComboBox<Reference>>(
                "record",
                "kind",
                lookups.kinds(),
                () -> {
                    var box = new ComboBox<Reference>();
                    box.setItems(query -> references
                            .find(lookups.entity(), query.getFilter().orElse(""), query.getOffset(), query.getLimit())
                            .stream());
                    box.setItemLabelGenerator(Reference::label);
                    box.setAriaLabel(subject.label());
                    return box;
                },
                box -> box.getValue() == null ? null : box.getValue().id(),
                (box, value) -> {
                    var id = (RecordId) value;
                    box.setValue(references.get(lookups.entity(), id).orElseGet(() -> new Reference(id, "…")));
                    return null;
                });
        return rows(subject, new RowsInput<>(shape, words("field.lookups"), locale), entered);
    }

    private <F extends com.vaadin.flow.component.Component & com.vaadin.flow.component.HasValue<?, ?>> FieldEditor rows(
            FieldSubject subject, RowsInput<F> input, Consumer<Entered> entered) {
        return new BoundEditor<>(
                FieldEditors.dressed(input, subject),
                List.<Composite>of(),
                (value, label) -> ((List<?>) value)
                        .stream()
                                .filter(Composite.class::isInstance)
                                .map(Composite.class::cast)
                                .toList(),
                typed -> entered(subject, typed),
                entered);
    }

    private RowsInput.Words words(String key) {
        return new RowsInput.Words(
                Messages.text(key + ".add", locale),
                Messages.text("field.rows.remove", locale),
                Messages.text("field.rows.first", locale),
                Messages.text(key + ".kind", locale));
    }

    FieldEditor files(FieldSubject subject, Editor.Files files, FileDoor door, Consumer<Entered> entered) {
        boolean isSingle = !(subject.type().valueType() instanceof ValueType.ListOf);
        if (files.look() == Editor.Files.Look.SIGNATURE) {
            var sheet = FieldEditors.dressed(
                    new SignatureInput(door, Messages.text("field.sign.clear", locale), locale), subject);
            return new BoundEditor<>(
                    sheet, null, (value, label) -> (Composite) value, signed -> entered(subject, signed), entered);
        }
        var words = new FilesInput.Words(
                Messages.text("field.files.choose", locale),
                Messages.text("field.files.drop", locale),
                Messages.text("field.files.remove", locale),
                Messages.text("field.files.renew", locale),
                "");
        var input = FieldEditors.dressed(
                new FilesInput(door, words, locale, files.most(), files.look() == Editor.Files.Look.PICTURE), subject);
        return new BoundEditor<>(
                input,
                List.<Composite>of(),
                (value, label) -> value instanceof Composite one
                        ? List.of(one)
                        : ((List<?>) value)
                                .stream()
                                        .filter(Composite.class::isInstance)
                                        .map(Composite.class::cast)
                                        .toList(),
                chosen -> entered(subject, isSingle ? (chosen.isEmpty() ? null : chosen.getFirst()) : chosen),
                entered);
    }

    FieldEditor barcode(FieldSubject subject, Editor.Barcode barcode, Consumer<Entered> entered) {
        var field = FieldEditors.dressed(new TextField(), subject);
        field.setMaxLength(barcode.maxLength());
        field.setValueChangeMode(ValueChangeMode.ON_BLUR);
        return new BoundEditor<>(field, "", (value, label) -> value.toString(), typed -> text(subject, typed), entered);
    }

    FieldEditor secret(FieldSubject subject, Editor.Secret secret, Consumer<Entered> entered) {
        var field = FieldEditors.dressed(new PasswordField(), subject);
        field.setMaxLength(secret.maxLength());
        field.setRevealButtonVisible(true);
        field.getElement().setAttribute("autocomplete", "off");
        field.setValueChangeMode(ValueChangeMode.ON_BLUR);
        return new BoundEditor<>(field, "", (value, label) -> value.toString(), typed -> text(subject, typed), entered);
    }

    private Entered text(FieldSubject subject, String typed) {
        return switch (subject.type().codec().fromText(typed, locale)) {
            case Decoded.Value(var value) -> new Entered.Value(value, "");
            case Decoded.Refused(var problem) -> new Entered.Unreadable(typed, problem);
        };
    }

    private static Entered entered(FieldSubject subject, @org.jspecify.annotations.Nullable Object value) {
        return switch (subject.type().codec().normalise(value)) {
            case Decoded.Value(var normal) -> new Entered.Value(normal, "");
            case Decoded.Refused(var problem) -> new Entered.Unreadable(String.valueOf(value), problem);
        };
    }
}
