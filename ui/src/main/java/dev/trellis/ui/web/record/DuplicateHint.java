package dev.trellis.ui.web.record;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.merge.Match;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.session.FormState;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Glyph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says while somebody types what is there already, and asks once before it is saved all the same. */
final class DuplicateHint extends Div {

    private final transient Duplicates duplicates;
    private final String entity;
    private transient Map<String, @Nullable Object> asked = Map.of();
    private transient List<Match> matches = List.of();
    private transient Set<String> accepted = Set.of();

    DuplicateHint(Duplicates duplicates, String entity) {
        this.duplicates = duplicates;
        this.entity = entity;
        addClassName("duplicate-hint");
        getElement().setAttribute("role", "status");
        setVisible(false);
    }

    /** Looks again where something that rules compare was changed; of a stored record, only what the person changed. */
    void show(Actor actor, VisibleSchema schema, FormState state, boolean editing) {
        var values = new HashMap<String, @Nullable Object>();
        boolean isTouched = false;
        if (editing) {
            for (var field : compared(schema)) {
                values.put(field, state.value(field));
                isTouched |= state.record().touched().contains(field);
            }
        }
        if (!isTouched) {
            values.clear();
        }
        if (values.equals(asked)) {
            return;
        }
        asked = values;
        matches = values.isEmpty() ? List.of() : duplicates.of(actor, entity, state.id(), values);
        removeAll();
        setVisible(!matches.isEmpty());
        if (matches.isEmpty()) {
            return;
        }
        add(Glyph.WARNING.create(), new Span(getTranslation("duplicates.hint")));
        var reasons = new LinkedHashMap<String, Set<String>>();
        var names = new LinkedHashMap<String, String>();
        for (var match : matches) {
            var path =
                    "records/" + match.record().entity() + "/" + match.record().id();
            names.put(path, match.title());
            reasons.computeIfAbsent(path, _ -> new LinkedHashSet<>())
                    .add(match.rule().label().text(actor.locale()));
        }
        names.forEach((path, name) -> {
            var link = new Anchor(path, name, AnchorTarget.BLANK);
            link.addClassName("list-title");
            var why = new Span(String.join(" · ", reasons.getOrDefault(path, Set.of())));
            why.addClassName("quiet-text");
            add(new Span(link, new Span(" "), why));
        });
    }

    private Set<String> compared(VisibleSchema schema) {
        return schema.metadata().all(DuplicateDefinition.class).stream()
                .filter(rule -> rule.entity().equals(entity))
                .flatMap(rule -> rule.comparisons().stream())
                .map(DuplicateDefinition.Comparison::field)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Saves at once, or after the person has said that the record is another one. */
    void beforeSave(Runnable save) {
        var found =
                matches.stream().map(match -> match.record().id().toString()).collect(Collectors.toSet());
        if (accepted.containsAll(found)) {
            save.run();
            return;
        }
        var names = matches.stream()
                .map(Match::title)
                .distinct()
                .collect(Collectors.joining(getLocale().getLanguage().equals("zh") ? "、" : ", "));
        Confirmation.ask(
                getTranslation("duplicates.ask.title"),
                getTranslation("duplicates.ask.text", Map.of("names", names)),
                getTranslation("duplicates.ask.save"),
                () -> {
                    accepted = found;
                    save.run();
                });
    }
}
