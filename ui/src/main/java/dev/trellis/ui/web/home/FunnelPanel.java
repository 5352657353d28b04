package dev.trellis.ui.web.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PipelineDefinition.Outcome;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.AggregateResult;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.field.StageField;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of one's own records stand in each open stage; every number opens the list behind it. */
@Singleton
final class FunnelPanel implements HomePanel {

    private final Records records;

    FunnelPanel(Records records) {
        this.records = records;
    }

    @Override
    public int position() {
        return 30;
    }

    @Override
    public Optional<Component> show(Actor.Person actor) {
        var schema = records.schema(actor);
        var blocks = schema.metadata().all(PipelineDefinition.class).stream()
                .filter(pipeline -> schema.may(pipeline.entity(), Verb.READ))
                .flatMap(pipeline ->
                        StageField.of(schema, pipeline).map(field -> funnel(schema, pipeline, field, actor)).stream())
                .flatMap(Optional::stream)
                .toList();
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        var panel = new Div();
        panel.addClassName("home-funnels");
        blocks.forEach(panel::add);
        return Optional.of(panel);
    }

    private Optional<Div> funnel(
            VisibleSchema schema, PipelineDefinition pipeline, FieldDefinition field, Actor.Person actor) {
        var counts = new LinkedHashMap<PipelineDefinition.Stage, Long>();
        var found = counts(pipeline.entity(), field.id(), actor);
        pipeline.stages().stream()
                .filter(stage -> stage.outcome() == Outcome.OPEN)
                .forEach(stage -> counts.put(stage, found.getOrDefault(stage.id(), 0L)));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most == 0) {
            return Optional.empty();
        }
        var plural = schema.entity(pipeline.entity())
                .map(entity -> entity.plural().text(actor.locale()))
                .orElse("");
        var block = new Div(new H2(Messages.text("home.funnel", actor.locale(), Map.of("what", plural))));
        block.addClassNames("side-panel", "home-panel");
        counts.forEach((stage, count) -> {
            var name = new Span(stage.label().text(actor.locale()));
            name.addClassName("funnel-name");
            var bar = new Span();
            bar.addClassName("funnel-bar");
            bar.getElement().setAttribute("data-color", stage.color());
            bar.getStyle().set("--part", Math.round(100.0 * count / most) + "%");
            var number = new Span(String.format(actor.locale(), "%,d", count));
            number.addClassName("funnel-count");
            var line = new Anchor(
                    "records/%s?%s=%s&%s=%s"
                            .formatted(pipeline.entity(), field.id(), stage.id(), SystemFields.OWNER, actor.user()),
                    name,
                    bar,
                    number);
            line.addClassName("funnel-line");
            block.add(line);
        });
        return Optional.of(block);
    }

    /** How many own records stand in each stage, by its code; one statement whatever the number of stages. */
    private Map<String, Long> counts(String entity, String field, Actor.Person actor) {
        var aggregate = new RecordAggregate(
                entity,
                List.of(field),
                List.of(new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null)),
                SystemFields.OWNER + " = :me",
                Map.of("me", actor.user()));
        return switch (records.aggregate(actor, aggregate)) {
            case AggregateResult.Rows(var rows) -> {
                var counts = new HashMap<String, Long>();
                rows.forEach(row -> {
                    if (row.keys().getFirst() instanceof String stage
                            && row.measures().getFirst() instanceof Number count) {
                        counts.put(stage, count.longValue());
                    }
                });
                yield counts;
            }
            case AggregateResult.Invalid ignored -> Map.of();
            case AggregateResult.Denied ignored -> Map.of();
        };
    }
}
