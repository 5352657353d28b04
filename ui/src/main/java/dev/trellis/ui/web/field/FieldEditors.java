package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.ui.web.input.FileDoor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the component for a value: the one place that knows which component serves which {@link Editor}. */
public final class FieldEditors {

    private static final int TYPING_PAUSE_MILLIS = 120;
    private static final int LONGEST_FORMULA = 10_000;

    private final Locale locale;
    private final ZoneId zone;
    private final References references;
    private final @Nullable PanelEditors panels;
    private final ManyEditors many;
    private @Nullable Function<String, FileDoor> doors;

    public FieldEditors(Locale locale, ZoneId zone, References references) {
        this.locale = locale;
        this.zone = zone;
        this.references = references;
        this.panels = null;
        this.many = new ManyEditors(locale, references);
    }

    /** For property panels, which have editors of their own. */
    public FieldEditors(Locale locale, ZoneId zone, References references, PanelSource source) {
        this.locale = locale;
        this.zone = zone;
        this.references = references;
        this.panels = new PanelEditors(source, locale);
        this.many = new ManyEditors(locale, references);
    }

    /** Lets fields take and show files. */
    public FieldEditors withFiles(Function<String, FileDoor> found) {
        this.doors = found;
        return this;
    }

    private Optional<FileDoor> door(FieldSubject subject) {
        return Optional.ofNullable(doors).map(found -> found.apply(subject.id()));
    }

    /** Makes an editor that tells {@code entered} what the person does. */
    public FieldEditor create(FieldSubject subject, Consumer<Entered> entered) {
        return create(subject, subject.type().editor(), entered);
    }

    /** Makes an editor for another way to edit than the type's own, e.g. to type what a computed field is compared with. */
    public FieldEditor create(FieldSubject subject, Editor editor, Consumer<Entered> entered) {
        var made = make(subject, editor, entered);
        made.component().getElement().setAttribute("data-field", subject.id());
        return made;
    }

    private FieldEditor make(FieldSubject subject, Editor editor, Consumer<Entered> entered) {
        return switch (editor) {
            case Editor.Text text -> text.multiline() ? area(subject, text, entered) : text(subject, text, entered);
            case Editor.Number number -> number(subject, number.percent(), entered);
            case Editor.MoneyAmount money -> money(subject, money.currency(), entered);
            case Editor.Toggle ignored -> toggle(subject, entered);
            case Editor.Date ignored -> date(subject, entered);
            case Editor.DateTime ignored -> dateTime(subject, entered);
            case Editor.Choice choice -> choice(subject, choice.options(), entered);
            case Editor.Time ignored -> many.time(subject, entered);
            case Editor.RichText ignored -> many.richText(subject, entered);
            case Editor.Choices(var options) -> many.choices(subject, options, entered);
            case Editor.Tags tags -> many.tags(subject, tags, entered);
            case Editor.Rating(var stars) -> many.rating(subject, stars, entered);
            case Editor.Parts parts -> many.parts(subject, parts, entered);
            case Editor.Place ignored -> many.place(subject, entered);
            case Editor.Contacts contacts -> many.contacts(subject, contacts, entered);
            case Editor.Lookups lookups -> many.lookups(subject, lookups, entered);
            case Editor.Files files ->
                door(subject)
                        .map(door -> many.files(subject, files, door, entered))
                        .orElseGet(() -> shown(subject));
            case Editor.Barcode barcode -> many.barcode(subject, barcode, entered);
            case Editor.Secret secret -> many.secret(subject, secret, entered);
            case Editor.Lookup lookup -> lookup(subject, lookup.entity(), entered);
            case Editor.Person ignored -> lookup(subject, "user", entered);
            case Editor.Lines ignored -> shown(subject);
            case Editor.Formula ignored -> formula(subject, entered);
            case Editor.Options ignored -> panels == null ? shown(subject) : panels.options(subject, entered);
            case Editor.DefinitionOf(var kind) ->
                panels == null ? shown(subject) : panels.definition(subject, kind, entered);
            case Editor.TypeOf ignored -> panels == null ? shown(subject) : panels.type(subject, entered);
            case Editor.LabelTexts ignored -> panels == null ? shown(subject) : panels.texts(subject, entered);
            case Editor.ReadOnly ignored -> shown(subject);
        };
    }

    private FieldEditor text(FieldSubject subject, Editor.Text text, Consumer<Entered> entered) {
        var field = dressed(new TextField(), subject);
        field.setMaxLength(text.maxLength());
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        var inputMode = switch (text.kind()) {
            case TEXT -> "text";
            case EMAIL -> "email";
            case PHONE -> "tel";
            case URL -> "url";
        };
        field.getElement().setAttribute("inputmode", inputMode);
        return new BoundEditor<>(field, "", (value, label) -> (String) value, typed -> parsed(subject, typed), entered);
    }

    private FieldEditor area(FieldSubject subject, Editor.Text text, Consumer<Entered> entered) {
        var field = dressed(new TextArea(), subject);
        field.setMaxLength(text.maxLength());
        field.setMinRows(2);
        field.setMaxRows(12);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        return new BoundEditor<>(field, "", (value, label) -> (String) value, typed -> parsed(subject, typed), entered);
    }

    private FieldEditor formula(FieldSubject subject, Consumer<Entered> entered) {
        var field = dressed(new TextArea(), subject);
        field.addClassName("trellis-formula");
        field.setMaxLength(LONGEST_FORMULA);
        field.setMinRows(1);
        field.setMaxRows(12);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        return new BoundEditor<>(
                field,
                "",
                (value, label) -> subject.type().codec().toText(value, locale),
                typed -> parsed(subject, typed),
                entered);
    }

    private TextField numberField(FieldSubject subject) {
        var field = dressed(new TextField(), subject);
        field.addClassName("trellis-number");
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        field.getElement().setAttribute("inputmode", "decimal");
        field.setAutoselect(true);
        return field;
    }

    private FieldEditor money(FieldSubject subject, String home, Consumer<Entered> entered) {
        var field = numberField(subject);
        var text = new MoneyText(new NumberText(subject.type().codec(), false, locale), home, locale);
        field.setPrefixComponent(text.sign());
        var bound = new BoundEditor<>(field, "", (value, label) -> text.typed(value), text::parse, entered);
        field.addBlurListener(left -> bound.settle());
        return bound;
    }

    private FieldEditor number(FieldSubject subject, boolean percent, Consumer<Entered> entered) {
        var field = numberField(subject);
        if (percent) {
            field.setSuffixComponent(new Span("%"));
        }
        var text = new NumberText(subject.type().codec(), percent, locale);
        var bound = new BoundEditor<>(field, "", (value, label) -> text.typed(value), text::parse, entered);
        field.addBlurListener(left -> bound.settle());
        return bound;
    }

    private FieldEditor toggle(FieldSubject subject, Consumer<Entered> entered) {
        var box = new Checkbox();
        if (!subject.inCell()) {
            box.setLabel(subject.label());
            box.setHelperText(subject.help());
        }
        return new BoundEditor<>(
                box,
                false,
                (value, label) -> Boolean.TRUE.equals(value),
                ticked -> new Entered.Value(ticked, ""),
                entered);
    }

    private FieldEditor date(FieldSubject subject, Consumer<Entered> entered) {
        var picker = dressed(new DatePicker(), subject);
        picker.setLocale(locale);
        picker.setI18n(DateTexts.of(locale));
        picker.setClearButtonVisible(!subject.inCell());
        return new BoundEditor<>(
                picker, null, (value, label) -> (LocalDate) value, chosen -> new Entered.Value(chosen, ""), entered);
    }

    private FieldEditor dateTime(FieldSubject subject, Consumer<Entered> entered) {
        var picker = dressed(new DateTimePicker(), subject);
        picker.setLocale(locale);
        picker.setDatePickerI18n(DateTexts.of(locale));
        return new BoundEditor<>(
                picker,
                null,
                (value, label) -> ((Instant) value).atZone(zone).toLocalDateTime(),
                chosen -> new Entered.Value(
                        chosen == null ? null : chosen.atZone(zone).toInstant(), ""),
                entered);
    }

    private FieldEditor choice(FieldSubject subject, List<Editor.Option> options, Consumer<Entered> entered) {
        var box = dressed(new ComboBox<Editor.Option>(), subject);
        box.setItems(options.stream().filter(Editor.Option::active).toList());
        box.setItemLabelGenerator(option -> option.label().text(locale));
        box.setRenderer(new ComponentRenderer<>(option -> OptionPill.of(option, locale)));
        box.setClearButtonVisible(!subject.inCell());
        return new BoundEditor<>(
                box,
                null,
                (value, label) -> options.stream()
                        .filter(option -> option.code().equals(value))
                        .findFirst()
                        .orElse(null),
                chosen -> new Entered.Value(chosen == null ? null : chosen.code(), ""),
                entered);
    }

    private FieldEditor lookup(FieldSubject subject, String entity, Consumer<Entered> entered) {
        var box = dressed(new ComboBox<Reference>(), subject);
        box.setItems(query ->
                references.find(entity, query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setItemLabelGenerator(Reference::label);
        box.setPageSize(50);
        box.setClearButtonVisible(!subject.inCell());
        return new BoundEditor<>(
                box,
                null,
                (value, label) -> new Reference((RecordId) value, label),
                chosen -> chosen == null ? new Entered.Value(null, "") : new Entered.Value(chosen.id(), chosen.label()),
                entered);
    }

    /** Makes a place that shows a value as text, laid out like an editor. */
    public FieldEditor shown(FieldSubject subject) {
        var shown =
                new ShownValue(subject, locale, zone, references, door(subject).orElse(null));
        shown.component().getElement().setAttribute("data-field", subject.id());
        return shown;
    }

    private Entered parsed(FieldSubject subject, String typed) {
        return switch (subject.type().codec().fromText(typed, locale)) {
            case Decoded.Value(var value) -> new Entered.Value(value, "");
            case Decoded.Refused(var problem) -> new Entered.Unreadable(typed, problem);
        };
    }

    static <C extends Component & HasLabel & HasHelper & HasSize> C dressed(C field, FieldSubject subject) {
        if (subject.inCell()) {
            field.getElement().setAttribute("theme", "small");
            field.getElement().setAttribute("accessible-name", subject.label());
        } else {
            field.setLabel(subject.label());
            if (!subject.help().isEmpty()) {
                field.setHelperText(subject.help());
            }
        }
        field.setWidthFull();
        return field;
    }
}
