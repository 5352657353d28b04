package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ActivityDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.problem.Problem;
import java.util.HashSet;
import java.util.Set;

/** Checks what arranges fields and entities: forms, lists, pipelines, menus. */
final class LayoutCheck {

    private final Findings findings;

    LayoutCheck(Findings findings) {
        this.findings = findings;
    }

    void form(FormDefinition form) {
        var place = form.key().toString();
        findings.labelled(place + "/label", form.label());
        findings.unique(
                place + "/sections",
                form.sections().stream().map(FormDefinition.Section::id).toList());
        findings.unique(
                place + "/items",
                form.sections().stream()
                        .flatMap(section -> section.items().stream())
                        .map(FormDefinition.Item::id)
                        .toList());
        findings.entity(place + "/entity", form.entity()).ifPresent(entity -> {
            var placed = new HashSet<String>();
            for (var section : form.sections()) {
                var here = place + "/sections/" + section.id();
                findings.expression(here + "/visibleWhen", entity, section.visibleWhen(), Expected.BOOLEAN);
                for (var item : section.items()) {
                    item(entity, section, item, here + "/items/" + item.id(), placed);
                }
            }
        });
    }

    private void item(
            EntityDefinition entity,
            FormDefinition.Section section,
            FormDefinition.Item item,
            String place,
            Set<String> placed) {
        findings.field(place + "/field", entity, item.field());
        if (!placed.add(item.field())) {
            findings.add(place + "/field", MetadataProblem.FIELD_TWICE, "given", Findings.named(entity, item.field()));
        }
        if (item.span() > section.columns()) {
            findings.add(Problem.at(place + "/span", MetadataProblem.SPAN_TOO_WIDE)
                    .with("given", item.span())
                    .with("limit", section.columns()));
        }
        findings.expression(place + "/visibleWhen", entity, item.visibleWhen(), Expected.BOOLEAN);
        findings.expression(place + "/requiredWhen", entity, item.requiredWhen(), Expected.BOOLEAN);
        findings.expression(place + "/readOnlyWhen", entity, item.readOnlyWhen(), Expected.BOOLEAN);
        if (item.columns().isEmpty()) {
            return;
        }
        var child = entity.field(item.field())
                .map(field -> field.type().storage())
                .filter(Storage.ChildTable.class::isInstance)
                .map(Storage.ChildTable.class::cast);
        if (child.isEmpty()) {
            findings.add(
                    place + "/columns",
                    MetadataProblem.COLUMNS_WITHOUT_LINES,
                    "given",
                    Findings.named(entity, item.field()));
            return;
        }
        findings.metadata()
                .entity(child.get().entity())
                .ifPresent(lines ->
                        item.columns().forEach(column -> findings.field(place + "/columns/" + column, lines, column)));
    }

    void list(ListDefinition list) {
        var place = list.key().toString();
        findings.labelled(place + "/label", list.label());
        findings.entity(place + "/entity", list.entity()).ifPresent(entity -> {
            if (entity.ownedBy() != null) {
                findings.add(place + "/entity", MetadataProblem.LINE_ALONE, "entity", entity.label());
            }
            list.columns().forEach(column -> shown(place + "/columns/" + column, entity, column));
            list.sort().forEach(key -> shown(place + "/sort/" + key.path(), entity, key.path()));
            findings.expression(place + "/filter", entity, list.filter(), Expected.BOOLEAN);
        });
    }

    private void shown(String place, EntityDefinition entity, String path) {
        findings.path(place, entity, path)
                .filter(field -> field.type() instanceof ValueType.Rows)
                .ifPresent(
                        _ -> findings.add(place, MetadataProblem.ROWS_IN_LIST, "given", Findings.named(entity, path)));
    }

    void pipeline(PipelineDefinition pipeline) {
        var place = pipeline.key().toString();
        findings.labelled(place + "/label", pipeline.label());
        findings.entity(place + "/entity", pipeline.entity())
                .ifPresent(entity -> new PipelineCheck(findings).moves(pipeline, entity));
        findings.unique(
                place + "/stages",
                pipeline.stages().stream().map(PipelineDefinition.Stage::id).toList());
        pipeline.stages().forEach(stage -> {
            findings.slug(place + "/stages/" + stage.id(), stage.id());
            findings.labelled(place + "/stages/" + stage.id() + "/label", stage.label());
        });
    }

    void activity(ActivityDefinition activity) {
        var place = activity.key().toString();
        findings.labelled(place + "/label", activity.label());
        findings.entity(place + "/entity", activity.entity()).ifPresent(entity -> {
            var fields = new PipelineCheck(findings);
            fields.written(place + "/text", entity, activity.text(), ValueType.TEXT::equals);
            fields.written(place + "/how", entity, activity.how(), type -> type instanceof ValueType.Option);
            fields.written(place + "/at", entity, activity.at(), ValueType.DATE_TIME::equals);
        });
    }

    void menu(MenuDefinition menu) {
        var place = menu.key() + "/groups";
        findings.unique(
                place, menu.groups().stream().map(MenuDefinition.Group::id).toList());
        for (var group : menu.groups()) {
            var here = place + "/" + group.id();
            findings.labelled(here + "/label", group.label());
            for (var id : group.entities()) {
                findings.entity(here + "/entities/" + id, id)
                        .filter(entity -> entity.ownedBy() != null)
                        .ifPresent(entity -> findings.add(
                                here + "/entities/" + id, MetadataProblem.LINE_ALONE, "entity", entity.label()));
            }
        }
    }
}
