package dev.trellis.ui.web.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.field.StageField;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One's own records whose time is today or over: what is planned, and what is late. */
@Singleton
final class DuePanel implements HomePanel {

    private static final int SHOWN = 10;

    private final Records records;

    DuePanel(Records records) {
        this.records = records;
    }

    @Override
    public int position() {
        return 10;
    }

    @Override
    public Optional<Component> show(Actor.Person actor) {
        var schema = records.schema(actor);
        var blocks = schema.metadata().all(PipelineDefinition.class).stream()
                .filter(pipeline -> schema.may(pipeline.entity(), Verb.READ))
                .flatMap(pipeline -> block(schema, pipeline, actor).stream())
                .toList();
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        var panel = new Div();
        panel.addClassName("home-funnels");
        blocks.forEach(panel::add);
        return Optional.of(panel);
    }

    private Optional<Div> block(VisibleSchema schema, PipelineDefinition pipeline, Actor.Person actor) {
        var field = StageField.of(schema, pipeline);
        var entity = schema.entity(pipeline.entity());
        var expiring = pipeline.stages().stream()
                .filter(stage -> stage.expiry() != null)
                .findFirst();
        if (field.isEmpty() || entity.isEmpty() || expiring.isEmpty()) {
            return Optional.empty();
        }
        var expiry = expiring.get().expiry();
        if (expiry == null || schema.field(pipeline.entity(), expiry.at()).isEmpty()) {
            return Optional.empty();
        }
        var zone = ZoneId.of(schema.metadata().workspace().zone());
        var tomorrow = LocalDate.now(zone).plusDays(1).atStartOfDay(zone).toInstant();
        var stage = field.get().id();
        var filter = "%s = :me AND %s < :tomorrow AND (%s = \"%s\" OR %s = \"%s\")"
                .formatted(
                        SystemFields.OWNER, expiry.at(), stage, expiring.get().id(), stage, expiry.into());
        var query = RecordQuery.of(pipeline.entity(), List.of(entity.get().title(), expiry.at(), stage))
                .filtered(filter, Map.of("me", actor.user(), "tomorrow", tomorrow))
                .sorted(List.of(new SortKey(expiry.at(), false)))
                .page(0, SHOWN);
        if (!(records.query(actor, query) instanceof QueryResult.Page page)
                || page.items().isEmpty()) {
            return Optional.empty();
        }
        var block = new Div(new H2(Messages.text(
                "home.due", actor.locale(), Map.of("what", entity.get().plural().text(actor.locale())))));
        block.addClassNames("side-panel", "home-panel", "home-due");
        var format = new Format(actor.locale(), zone);
        page.items().forEach(item -> block.add(line(schema, entity.get(), item, expiry.at(), format)));
        return Optional.of(block);
    }

    private static Anchor line(
            VisibleSchema schema, EntityDefinition entity, StoredRecord item, String at, Format format) {
        var text = schema.field(entity.id(), entity.title())
                .map(field -> field.type().codec().toText(item.value(entity.title()), format.locale()))
                .orElse("");
        var name = new Span(text);
        name.addClassName("home-line-name");
        var line = new Anchor("records/" + entity.id() + "/" + item.id(), name);
        line.addClassName("home-line");
        if (item.value(at) instanceof Instant due) {
            var isLate = due.isBefore(Instant.now());
            var when = new Span(format.dateTime(due));
            when.addClassNames("quiet-text", "home-line-when");
            line.add(when);
            if (isLate) {
                var late = new Span(Messages.text("home.due.late", format.locale()));
                late.addClassName("home-late");
                line.add(late);
            }
        }
        return line;
    }
}
