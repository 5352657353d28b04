package dev.trellis.ui.web.merge;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.merge.Merges;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tells beside a record what may be the same as it, and what was merged into it. */
@Singleton
final class MergeExtension implements RecordExtension {

    private final Records records;
    private final Duplicates duplicates;
    private final Merges merges;

    MergeExtension(Records records, Duplicates duplicates, Merges merges) {
        this.records = records;
        this.duplicates = duplicates;
        this.merges = merges;
    }

    @Override
    public List<Component> actions(Subject subject) {
        return List.of();
    }

    @Override
    public List<Component> panels(Subject subject) {
        return Stream.concat(matches(subject).stream(), merged(subject).stream())
                .toList();
    }

    private List<Component> matches(Subject subject) {
        var schema = records.schema(subject.actor());
        var fields = new LinkedHashSet<String>();
        schema.metadata().all(DuplicateDefinition.class).stream()
                .filter(rule -> rule.entity().equals(subject.entity()))
                .flatMap(rule -> rule.comparisons().stream())
                .map(DuplicateDefinition.Comparison::field)
                .filter(field -> schema.field(subject.entity(), field).isPresent())
                .forEach(fields::add);
        if (fields.isEmpty()
                || !(records.find(subject.actor(), subject.entity(), subject.id(), fields)
                        instanceof FindResult.Found(var record))) {
            return List.of();
        }
        var locale = subject.actor().locale();
        var panel = new Div(new H2(Messages.text("duplicates.panel", locale)));
        panel.addClassNames("side-panel", "duplicates-panel");
        var seen = new LinkedHashSet<>(Set.of(subject.id()));
        for (var match : duplicates.of(subject.actor(), subject.entity(), subject.id(), record.values())) {
            if (!seen.add(match.record().id())) {
                continue;
            }
            var entity = match.record().entity();
            boolean isSame = entity.equals(subject.entity());
            var name = new Anchor(
                    isSame
                            ? "merge/%s/%s/%s"
                                    .formatted(
                                            entity, subject.id(), match.record().id())
                            : "records/" + entity + "/" + match.record().id(),
                    match.title());
            name.addClassName("list-title");
            var why = new Span(match.rule().label().text(locale));
            why.addClassName("quiet-text");
            panel.add(new Div(name, new Div(why)));
        }
        return seen.size() == 1 ? List.of() : List.of(panel);
    }

    private List<Component> merged(Subject subject) {
        var actor = subject.actor();
        var open = merges.of(actor, subject.id()).stream()
                .filter(merge -> merge.undone().isEmpty() && merge.survivor().equals(subject.id()))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        var zone = ZoneId.of(records.schema(actor).metadata().workspace().zone());
        var format = new Format(actor.locale(), zone);
        var panel = new Div(new H2(Messages.text("merge.panel", actor.locale())));
        panel.addClassNames("side-panel", "merge-panel");
        for (var merge : open) {
            var by = new Span(Messages.text(
                    "duplicates.merged.by",
                    actor.locale(),
                    Map.of("name", merge.byName(), "ago", format.ago(merge.at(), Instant.now()))));
            by.addClassName("quiet-text");
            var undo = new Button(
                    Messages.text("merge.undo", actor.locale()),
                    clicked -> MergeDeeds.askUndo(merges, actor, merge, subject.reload()));
            undo.addClassName("duplicates-undo");
            var line = new Div(by, undo);
            line.addClassName("merge-line");
            panel.add(line);
        }
        return List.of(panel);
    }
}
