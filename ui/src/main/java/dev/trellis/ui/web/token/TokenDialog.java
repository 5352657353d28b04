package dev.trellis.ui.web.token;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.access.TokenScope;
import dev.trellis.core.access.TokenScope.Area;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Asks for a name, a lifetime and what a new token may do; then shows the token, once. */
final class TokenDialog extends Dialog {

    private static final List<Verb> VERBS = List.of(Verb.READ, Verb.CREATE, Verb.EDIT, Verb.DELETE);
    private static final List<Integer> DAYS = List.of(7, 30, 90, 365);

    private final TextField label = new TextField();
    private final Select<Integer> days = new Select<>();
    private final Map<String, EnumMap<Verb, Checkbox>> verbs = new LinkedHashMap<>();
    private final EnumMap<Area, Checkbox> areas = new EnumMap<>(Area.class);
    private final Span missing = new Span();
    private final transient Consumer<Wish> done;

    /** What the person wants. */
    record Wish(String label, Duration lifetime, TokenScope scope) {}

    TokenDialog(VisibleSchema schema, Locale locale, Consumer<Wish> done) {
        this.done = done;
        setHeaderTitle(getTranslation("tokens.new"));
        setWidth("560px");
        addClassName("token-dialog");
        label.setLabel(getTranslation("tokens.label"));
        label.setPlaceholder(getTranslation("tokens.label.example"));
        label.setMaxLength(120);
        label.setRequiredIndicatorVisible(true);
        label.setAutofocus(true);
        days.setLabel(getTranslation("tokens.days"));
        days.setItems(DAYS);
        days.setItemLabelGenerator(count -> getTranslation("tokens.days.count", Map.of("count", count)));
        days.setValue(90);
        var first = new Div(label, days);
        first.addClassName("token-first");
        missing.addClassName("token-missing");
        missing.setVisible(false);
        add(first, title("tokens.may"), table(schema, locale), title("tokens.areas"), others(), missing);
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        var create = new Button(getTranslation("tokens.create"), clicked -> create());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, create);
    }

    /** Shows a new token. */
    static void show(String token, String until) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(dialog.getTranslation("tokens.ready"));
        dialog.setWidth("560px");
        dialog.addClassName("token-dialog");
        var text = new Span(dialog.getTranslation("tokens.once", Map.of("day", until)));
        var field = new TextField(dialog.getTranslation("tokens.token"));
        field.setValue(token);
        field.setReadOnly(true);
        field.setAutoselect(true);
        field.setAutofocus(true);
        field.setWidthFull();
        field.addClassName("token-secret");
        dialog.add(text, field);
        var close = new Button(dialog.getTranslation("tokens.noted"), clicked -> dialog.close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        dialog.getFooter().add(close);
        dialog.setCloseOnOutsideClick(false);
        dialog.open();
    }

    private Div title(String key) {
        var title = new Div(new Span(getTranslation(key)));
        title.addClassName("token-title");
        return title;
    }

    private Div table(VisibleSchema schema, Locale locale) {
        var table = new Div();
        table.addClassName("token-table");
        table.add(line(TokenScope.EVERY, getTranslation("tokens.every"), VERBS));
        for (var entity : schema.entities()) {
            if (entity.ownedBy() == null) {
                var held = VERBS.stream()
                        .filter(verb -> schema.may(entity.id(), verb))
                        .toList();
                table.add(line(entity.id(), entity.plural().text(locale), held));
            }
        }
        return table;
    }

    private Div line(String entity, String name, List<Verb> held) {
        var line = new Div(new Span(name));
        line.addClassName("token-line");
        var boxes = new EnumMap<Verb, Checkbox>(Verb.class);
        for (var verb : VERBS) {
            var box = new Checkbox(getTranslation("tokens.verb." + verb.key()));
            box.setEnabled(held.contains(verb));
            box.setAriaLabel(name + ": " + getTranslation("tokens.verb." + verb.key()));
            boxes.put(verb, box);
            line.add(box);
        }
        verbs.put(entity, boxes);
        return line;
    }

    private Div others() {
        var line = new Div();
        line.addClassName("token-areas");
        for (var area : Area.values()) {
            var box = new Checkbox(getTranslation("tokens.area." + area.key()));
            areas.put(area, box);
            line.add(box);
        }
        return line;
    }

    private void create() {
        var scope = scope();
        label.setInvalid(label.getValue().isBlank());
        label.setErrorMessage(getTranslation("tokens.label.missing"));
        missing.setVisible(scope.entities().isEmpty() && scope.areas().isEmpty());
        missing.setText(getTranslation("tokens.may.missing"));
        if (label.isInvalid() || missing.isVisible()) {
            return;
        }
        close();
        done.accept(new Wish(label.getValue().strip(), Duration.ofDays(days.getValue()), scope));
    }

    /** A named entity has what is ticked beside it and for all together. */
    private TokenScope scope() {
        var every = ticked(TokenScope.EVERY);
        var entities = new LinkedHashMap<String, Set<Verb>>();
        if (!every.isEmpty()) {
            entities.put(TokenScope.EVERY, every);
        }
        for (var entity : verbs.keySet()) {
            var own = ticked(entity);
            if (!entity.equals(TokenScope.EVERY) && !own.isEmpty()) {
                own.addAll(every);
                entities.put(entity, own);
            }
        }
        var opened = EnumSet.noneOf(Area.class);
        areas.forEach((area, box) -> {
            if (box.getValue()) {
                opened.add(area);
            }
        });
        return new TokenScope(entities, opened);
    }

    private EnumSet<Verb> ticked(String entity) {
        var found = EnumSet.noneOf(Verb.class);
        verbs.getOrDefault(entity, new EnumMap<>(Verb.class)).forEach((verb, box) -> {
            if (box.getValue()) {
                found.add(verb);
            }
        });
        return found;
    }
}
