package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.input.BarcodeImage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows values as text: in lists, on the record page, in history. */
public final class FieldValues {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Locale locale;
    private final ZoneId zone;
    private final ManyValues many;

    public FieldValues(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        this.many = new ManyValues(locale);
    }

    /** Makes the component for a value; blank is a quiet dash, or the label where there is one. */
    public Component show(FieldType type, @Nullable Object value, String label) {
        return show(type, value, label, Map.of());
    }

    /** @param labels what the records of a list are called, by id */
    public Component show(FieldType type, @Nullable Object value, String label, Map<String, String> labels) {
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            var blank = new Span(label.isEmpty() ? "–" : label);
            blank.addClassName("trellis-blank");
            return blank;
        }
        return show(type, type.editor(), value, label, labels);
    }

    /** Tells whether a column of this type stands on the right. */
    public static boolean isNumeric(Editor editor) {
        return switch (editor) {
            case Editor.Number ignored -> true;
            case Editor.MoneyAmount ignored -> true;
            case Editor.ReadOnly(var shownAs) -> isNumeric(shownAs);
            case Editor.Text ignored -> false;
            case Editor.Toggle ignored -> false;
            case Editor.Date ignored -> false;
            case Editor.DateTime ignored -> false;
            case Editor.Choice ignored -> false;
            case Editor.Lookup ignored -> false;
            case Editor.Person ignored -> false;
            case Editor.Options ignored -> false;
            case Editor.DefinitionOf ignored -> false;
            case Editor.TypeOf ignored -> false;
            case Editor.Lines ignored -> false;
            case Editor.Formula ignored -> false;
            case Editor.LabelTexts ignored -> false;
            case Editor.Time ignored -> false;
            case Editor.RichText ignored -> false;
            case Editor.Choices ignored -> false;
            case Editor.Tags ignored -> false;
            case Editor.Rating ignored -> false;
            case Editor.Parts ignored -> false;
            case Editor.Place ignored -> false;
            case Editor.Contacts ignored -> false;
            case Editor.Lookups ignored -> false;
            case Editor.Files ignored -> false;
            case Editor.Barcode ignored -> false;
            case Editor.Secret ignored -> false;
        };
    }

    private Component show(FieldType type, Editor editor, Object value, String label, Map<String, String> labels) {
        return switch (editor) {
            case Editor.Text(var kind, var ignored, var multiline) -> text(kind, value.toString(), multiline);
            case Editor.Number ignored -> number(type.codec().toText(value, locale));
            case Editor.MoneyAmount(var ignored, var home) -> money(type, home, (Money) value);
            case Editor.Toggle ignored ->
                new Span(Messages.text(Boolean.TRUE.equals(value) ? "field.yes" : "field.no", locale));
            case Editor.Date ignored -> number(value.toString());
            case Editor.DateTime ignored -> number(MINUTE.format(((Instant) value).atZone(zone)));
            case Editor.Choice(var options) -> option(options, value);
            case Editor.Lookup(var entity) -> reference(entity, value, label);
            case Editor.Person ignored -> person(label);
            case Editor.Lines ignored ->
                new Span(Messages.text("field.lines", locale, Map.of("count", ((List<?>) value).size())));
            case Editor.Formula ignored -> new Span(value.toString());
            case Editor.LabelTexts ignored -> new Span(value.toString());
            case Editor.Options ignored -> new Span(value.toString());
            case Editor.DefinitionOf ignored -> new Span(value.toString());
            case Editor.TypeOf ignored -> new Span(value.toString());
            case Editor.Time ignored -> number(value.toString());
            case Editor.RichText ignored -> many.richText(type, value);
            case Editor.Choices(var options) -> many.choices(options, value);
            case Editor.Tags ignored -> many.tags(value);
            case Editor.Rating(var stars) -> many.rating(stars, value);
            case Editor.Parts parts -> many.parts(parts, value);
            case Editor.Place ignored -> many.place(type, value);
            case Editor.Contacts contacts -> many.contacts(contacts, value);
            case Editor.Lookups lookups -> many.lookups(lookups, value, labels);
            case Editor.Files ignored -> many.files(value);
            case Editor.Barcode(var symbology, var ignored) -> BarcodeImage.of(symbology, value.toString());
            case Editor.Secret(var ignored, var shownEnd) -> many.secret(shownEnd, value);
            case Editor.ReadOnly(var shownAs) -> show(type, shownAs, value, label, labels);
        };
    }

    private static Component text(Editor.Text.Kind kind, String text, boolean multiline) {
        return switch (kind) {
            case TEXT -> {
                var span = new Span(text);
                span.setClassName("trellis-multiline", multiline);
                yield span;
            }
            case EMAIL -> new Anchor("mailto:" + text, text);
            case PHONE -> new Anchor("tel:" + text.replaceAll("[^0-9+]", ""), text);
            case URL -> {
                if (!text.startsWith("http://") && !text.startsWith("https://")) {
                    yield new Span(text);
                }
                var link = new Anchor(text, text.replaceFirst("^https?://", ""));
                link.setTarget("_blank");
                link.getElement().setAttribute("rel", "noopener noreferrer");
                yield link;
            }
        };
    }

    private static Component number(String text) {
        var span = new Span(text);
        span.addClassName("trellis-digits");
        return span;
    }

    private Component money(FieldType type, String home, Money money) {
        var symbol = new Span(CurrencySymbol.of(money.currency(), locale));
        symbol.addClassName("trellis-currency");
        var amount = new Span(amountText(type, money));
        var span = new Span(symbol, amount);
        span.addClassName("trellis-digits");
        if (!money.currency().equals(home)) {
            span.add(worth(type, home, money));
        }
        return span;
    }

    /** What lists put in order, filter and add up by. */
    private Span worth(FieldType type, String home, Money money) {
        var worth = money.worth();
        var text = worth == null
                ? Messages.text("money.no-rate", locale)
                : Messages.text(
                        "money.worth",
                        locale,
                        Map.of(
                                "worth",
                                CurrencySymbol.of(home, locale) + " " + amountText(type, new Money(worth, home))));
        var span = new Span(text);
        span.addClassName("trellis-worth");
        return span;
    }

    private String amountText(FieldType type, Money money) {
        return type.codec().toText(money, locale).replaceFirst("^(-?)[^0-9]*", "$1");
    }

    private Component option(List<Editor.Option> options, Object code) {
        return options.stream()
                .filter(option -> option.code().equals(code))
                .findFirst()
                .<Component>map(option -> OptionPill.of(option, locale))
                .orElseGet(() -> new Span(code.toString()));
    }

    private static Component person(String name) {
        var initial = new Span(name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1)));
        initial.addClassName("trellis-avatar");
        var span = new Span(initial, new Span(name));
        span.addClassName("trellis-person");
        return span;
    }

    private static Component reference(String entity, Object value, String label) {
        var id = (RecordId) value;
        var link = new Anchor("records/" + entity + "/" + id, label.isEmpty() ? "…" : label);
        link.getElement().setAttribute("router-link", true);
        return link;
    }
}
