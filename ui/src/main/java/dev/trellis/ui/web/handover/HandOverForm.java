package dev.trellis.ui.web.handover;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.handover.HandOvers;
import dev.trellis.core.handover.Legacy;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.field.References.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who takes over what: first chosen part by part, then looked at as a whole. */
final class HandOverForm extends Div {

    /** @param successors by part */
    record Chosen(Map<String, RecordId> successors, String reason) {
        Chosen {
            successors = new LinkedHashMap<>(successors);
        }
    }

    private final transient RecordReferences people;
    private final transient List<Legacy.Part> parts;
    private final transient Consumer<Chosen> begin;
    private final transient Map<String, ComboBox<Reference>> boxes = new LinkedHashMap<>();
    private final Div choosing = new Div();
    private final Div looking = new Div();
    private final TextField reason = new TextField();

    HandOverForm(Records records, Supplier<Actor.Person> actor, List<Legacy.Part> parts, Consumer<Chosen> begin) {
        this.people = new RecordReferences(records, actor);
        this.parts = List.copyOf(parts);
        this.begin = begin;
        addClassName("hand-over-form");
        var locale = actor.get().locale();
        choosing.addClassName("hand-over-step");
        looking.addClassName("hand-over-step");
        looking.setVisible(false);
        reason.setLabel(getTranslation("handover.reason"));
        reason.setMaxLength(HandOvers.MAX_REASON);
        reason.setWidthFull();
        choose(locale);
        add(choosing, looking);
    }

    private void choose(Locale locale) {
        var intro = new Span(getTranslation("handover.intro"));
        intro.addClassName("muted");
        var all = box(getTranslation("handover.all"));
        all.addClassName("hand-over-all");
        all.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                boxes.values().forEach(box -> box.setValue(changed.getValue()));
            }
        });
        var rows = new Div();
        rows.addClassName("hand-over-rows");
        parts.forEach(part -> rows.add(row(part, locale)));
        var next = new Button(getTranslation("handover.next"), clicked -> look(locale));
        next.addThemeVariants(ButtonVariant.PRIMARY);
        next.addClassName("hand-over-next");
        choosing.add(intro, all, rows, next);
    }

    private ComboBox<Reference> box(String label) {
        var box = new ComboBox<Reference>(label);
        box.setItems(query ->
                people.find("user", query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setItemLabelGenerator(Reference::label);
        box.setClearButtonVisible(true);
        return box;
    }

    private Div row(Legacy.Part part, Locale locale) {
        var name = new Span(part.label().text(locale));
        name.addClassName("hand-over-name");
        var count = new Span(HandOverProgress.number(part.count(), locale));
        count.addClassName("hand-over-count");
        var words = new Div(name, count);
        words.addClassName("hand-over-words");
        if (part.sole()) {
            var sole = new Span(getTranslation("handover.sole"));
            sole.addClassName("hand-over-sole");
            words.add(sole);
        }
        var row = new Div(words);
        row.addClassName("hand-over-row");
        row.getElement().setAttribute("data-part", part.id());
        if (part.movable()) {
            var box = box("");
            box.setPlaceholder(getTranslation("handover.keep"));
            box.setAriaLabel(getTranslation(
                    "handover.successor", Map.of("what", part.label().text(locale))));
            boxes.put(part.id(), box);
            row.add(box);
        } else {
            var hint = new Span(getTranslation("handover.designer"));
            hint.addClassName("muted");
            row.add(hint);
        }
        return row;
    }

    private void look(Locale locale) {
        var successors = new LinkedHashMap<String, RecordId>();
        var names = new LinkedHashMap<String, String>();
        boxes.forEach((part, box) -> {
            if (box.getValue() != null) {
                successors.put(part, box.getValue().id());
                names.put(part, box.getValue().label());
            }
        });
        if (successors.isEmpty()) {
            Toast.failed(getTranslation("HANDOVER_NOBODY_CHOSEN"));
            return;
        }
        looking.removeAll();
        looking.add(new H2(getTranslation("handover.preview")));
        parts.stream().filter(part -> successors.containsKey(part.id())).forEach(part -> {
            var line = new Span(getTranslation(
                    "handover.preview.line",
                    Map.of(
                            "what",
                            part.label().text(locale),
                            "count",
                            HandOverProgress.number(part.count(), locale),
                            "name",
                            names.getOrDefault(part.id(), ""))));
            line.addClassName("hand-over-line");
            looking.add(line);
        });
        var change = new Button(getTranslation("handover.change"), clicked -> turn(false));
        var start = new Button(
                getTranslation("handover.begin"), clicked -> begin.accept(new Chosen(successors, reason.getValue())));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.addClassName("hand-over-begin");
        start.setDisableOnClick(true);
        var buttons = new Div(change, start);
        buttons.addClassName("hand-over-buttons");
        looking.add(reason, buttons);
        turn(true);
    }

    private void turn(boolean isLooking) {
        choosing.setVisible(!isLooking);
        looking.setVisible(isLooking);
    }
}
