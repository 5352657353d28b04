package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Messages;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows values that are more than one plain thing. */
final class ManyValues {

    private final Locale locale;

    ManyValues(Locale locale) {
        this.locale = locale;
    }

    Component choices(List<Editor.Option> options, Object value) {
        var row = row("trellis-pills");
        options.stream()
                .filter(option -> value instanceof List<?> codes && codes.contains(option.code()))
                .forEach(option -> row.add(OptionPill.of(option, locale)));
        return row;
    }

    Component tags(Object value) {
        var row = row("trellis-tags");
        elements(value).forEach(word -> {
            var tag = new Span(word.toString());
            tag.addClassName("trellis-tag");
            row.add(tag);
        });
        return row;
    }

    Component rating(int stars, Object value) {
        int lit = value instanceof Number number ? number.intValue() : 0;
        var span = new Span("★".repeat(Math.min(lit, stars)) + "☆".repeat(Math.max(0, stars - lit)));
        span.addClassName("trellis-stars");
        span.getElement().setAttribute("aria-label", lit + " / " + stars);
        return span;
    }

    /** Chinese addresses run from the largest to the smallest without spaces, others the other way round. */
    Component parts(Editor.Parts parts, Object value) {
        if (!(value instanceof Composite whole)) {
            return new Span();
        }
        boolean isChinese = locale.getLanguage().equals("zh");
        var texts = parts.parts().stream()
                .map(part -> part.type().codec().toText(whole.part(part.name()), locale))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toList());
        return new Span(isChinese ? String.join(" ", texts) : String.join(", ", texts));
    }

    /** Opens in whatever shows maps; what stands in the address are two numbers. */
    Component place(FieldType type, Object value) {
        var text = type.codec().toText(value, locale);
        var link = new Anchor();
        link.setText(text);
        link.setUnsafeHref("geo:" + text.replace(" ", ""));
        link.addClassName("trellis-digits");
        return link;
    }

    Component contacts(Editor.Contacts contacts, Object value) {
        var column = row("trellis-contacts");
        for (var element : elements(value)) {
            if (!(element instanceof Composite contact)) {
                continue;
            }
            var text = contact.text("value");
            var link = contacts.kind() == Editor.Text.Kind.EMAIL
                    ? new Anchor("mailto:" + text, text)
                    : new Anchor("tel:" + text.replaceAll("[^0-9+]", ""), text);
            var line = new Div(link);
            kind(contacts.uses(), contact.part("use"), line);
            column.add(line);
        }
        return column;
    }

    /** @param labels what the records are called, by id */
    Component lookups(Editor.Lookups lookups, Object value, java.util.Map<String, String> labels) {
        var column = row("trellis-contacts");
        for (var element : elements(value)) {
            if (element instanceof Composite relation) {
                var id = relation.text("record");
                var link = new Anchor("records/" + lookups.entity() + "/" + id, labels.getOrDefault(id, "…"));
                link.getElement().setAttribute("router-link", true);
                var line = new Div(link);
                kind(lookups.kinds(), relation.part("kind"), line);
                column.add(line);
            }
        }
        return column;
    }

    private void kind(List<Editor.Option> options, @org.jspecify.annotations.Nullable Object code, Div line) {
        options.stream()
                .filter(option -> option.code().equals(code))
                .findFirst()
                .ifPresent(option -> {
                    var span = new Span(option.label().text(locale));
                    span.addClassName("trellis-use");
                    line.add(span);
                });
    }

    /** Cleaned once more, for what is stored may be older than the list of allowed marks. */
    Component richText(FieldType type, Object value) {
        var sheet = new Div();
        sheet.addClassName("trellis-rich");
        if (type.codec().normalise(value) instanceof Decoded.Value(String html)) {
            sheet.getElement().setProperty("innerHTML", html);
        }
        return sheet;
    }

    /** Where no door to the content is at hand: the names. */
    Component files(Object value) {
        var all = value instanceof List<?> list ? list : List.of(value);
        return new Span(all.stream()
                .map(file -> file instanceof Composite one ? one.text("name") : "")
                .collect(Collectors.joining(", ")));
    }

    /** Only the end is shown until somebody asks. */
    Component secret(int shownEnd, Object value) {
        var whole = value.toString();
        int from = Math.max(0, whole.length() - Math.min(shownEnd, whole.length() / 2));
        var hidden = "••••" + whole.substring(from);
        var text = new Span(hidden);
        text.addClassName("trellis-digits");
        var show = new NativeButton(Messages.text("field.secret.show", locale));
        show.getElement().setAttribute("type", "button");
        show.addClassName("trellis-reveal");
        show.addClickListener(clicked -> {
            boolean isHidden = text.getText().equals(hidden);
            text.setText(isHidden ? whole : hidden);
            show.setText(Messages.text(isHidden ? "field.secret.hide" : "field.secret.show", locale));
        });
        return new Span(text, show);
    }

    private static List<?> elements(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Div row(String className) {
        var row = new Div();
        row.addClassName(className);
        return row;
    }
}
