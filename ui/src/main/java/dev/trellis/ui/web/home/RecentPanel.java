package dev.trellis.ui.web.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What one has worked on last, of whatever kind. */
@Singleton
final class RecentPanel implements HomePanel {

    private static final int SHOWN = 8;

    private final Records records;

    RecentPanel(Records records) {
        this.records = records;
    }

    private record Recent(EntityDefinition entity, StoredRecord record, Instant changed) {}

    @Override
    public int position() {
        return 20;
    }

    @Override
    public Optional<Component> show(Actor.Person actor) {
        var schema = records.schema(actor);
        var recent = schema.entities().stream()
                .filter(entity -> entity.ownedBy() == null && schema.may(entity.id(), Verb.READ))
                .flatMap(entity -> recent(entity, actor))
                .sorted(Comparator.comparing(Recent::changed).reversed())
                .limit(SHOWN)
                .toList();
        if (recent.isEmpty()) {
            return Optional.empty();
        }
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        var panel = new Div(new H2(Messages.text("home.recent", actor.locale())));
        panel.addClassNames("side-panel", "home-panel");
        recent.forEach(each -> panel.add(line(schema, each, format)));
        return Optional.of(panel);
    }

    private Stream<Recent> recent(EntityDefinition entity, Actor.Person actor) {
        var query = RecordQuery.of(entity.id(), List.of(entity.title(), SystemFields.CHANGED_AT))
                .filtered(SystemFields.CHANGED_BY + " = :me", Map.of("me", actor.user()))
                .sorted(List.of(new SortKey(SystemFields.CHANGED_AT, true)))
                .page(0, SHOWN);
        return switch (records.query(actor, query)) {
            case QueryResult.Page page ->
                page.items().stream()
                        .flatMap(record -> record.value(SystemFields.CHANGED_AT) instanceof Instant changed
                                ? Stream.of(new Recent(entity, record, changed))
                                : Stream.empty());
            case QueryResult.Invalid ignored -> Stream.empty();
            case QueryResult.Denied ignored -> Stream.empty();
        };
    }

    private static Anchor line(VisibleSchema schema, Recent recent, Format format) {
        var entity = recent.entity();
        var text = recent.record()
                .labels()
                .getOrDefault(
                        entity.title(),
                        schema.field(entity.id(), entity.title())
                                .map(field -> field.type()
                                        .codec()
                                        .toText(recent.record().value(entity.title()), format.locale()))
                                .orElse(""));
        var name = new Span(text.isEmpty() ? Messages.text("list.untitled", format.locale()) : text);
        name.addClassName("home-line-name");
        var kind = new Span(entity.label().text(format.locale()));
        kind.addClassName("quiet-text");
        var when = new Span(format.ago(recent.changed(), Instant.now()));
        when.addClassNames("quiet-text", "home-line-when");
        when.getElement().setAttribute("title", format.dateTime(recent.changed()));
        var line = new Anchor(
                "records/" + entity.id() + "/" + recent.record().id(),
                Glyph.named(entity.icon()).create(),
                name,
                kind,
                when);
        line.addClassName("home-line");
        return line;
    }
}
