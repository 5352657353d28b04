package dev.trellis.ui.web.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.list.ListComposer;
import dev.trellis.form.list.ListState.Filter;
import dev.trellis.form.list.Operator;
import dev.trellis.form.list.ResolvedList;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.list.RecordGrid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records that point at this one, a tab for each kind beside the details; rows are read when they are first seen. */
final class RelatedRecords extends Div {

    private static final int PHONE_WIDTH = 640;

    private final transient Records records;
    private final transient Supplier<Actor.Person> actor;
    private final transient VisibleSchema schema;
    private final String entity;
    private final transient RecordId id;
    private final transient Map<Tab, Relation> relations = new LinkedHashMap<>();

    /** A field of another entity that refers to the record, in the list that shows who does. */
    private record Relation(EntityDefinition entity, FieldDefinition field, ResolvedList list) {

        Filter filter(RecordId id) {
            return Filter.of(field.id(), Operator.IS, id);
        }
    }

    /** @param details what the first tab shows */
    RelatedRecords(
            Records records,
            Supplier<Actor.Person> actor,
            VisibleSchema schema,
            String entity,
            RecordId id,
            Div details) {
        this.records = records;
        this.actor = actor;
        this.schema = schema;
        this.entity = entity;
        this.id = id;
        addClassName("related");
        var found = schema.entities().stream()
                .flatMap(other -> relations(other).stream())
                .toList();
        if (found.isEmpty()) {
            return;
        }
        var tabs = new Tabs();
        tabs.addClassName("related-tabs");
        tabs.add(new Tab(getTranslation("record.details")));
        for (var relation : found) {
            var tab = new Tab(new Span(label(relation, found)), count(relation));
            tab.getElement().setAttribute("data-related", relation.entity().id());
            relations.put(tab, relation);
            tabs.add(tab);
        }
        var place = new Div();
        tabs.addSelectedChangeListener(chosen -> {
            var relation = relations.get(chosen.getSelectedTab());
            details.setVisible(relation == null);
            place.removeAll();
            if (relation != null) {
                place.add(rows(relation));
            }
        });
        add(tabs, place);
    }

    private List<Relation> relations(EntityDefinition other) {
        if (other.ownedBy() != null || !schema.may(other.id(), Verb.READ)) {
            return List.of();
        }
        var list = ListComposer.compose(schema, other.id(), null, actor.get().locale());
        return schema.fields(other.id()).stream()
                .filter(field -> !SystemFields.ALL.contains(field.id()))
                .filter(field -> field.type().editor() instanceof Editor.Lookup(var target) && target.equals(entity))
                .flatMap(field -> list.map(found -> new Relation(other, field, without(found, field.id()))).stream())
                .filter(relation -> relation.list()
                        .column(relation.field().id())
                        .filter(column -> column.operators().contains(Operator.IS))
                        .isPresent())
                .toList();
    }

    /** The column that would say the same in every row is left out; every record counts, whatever the list is for. */
    private static ResolvedList without(ResolvedList list, String field) {
        return new ResolvedList(
                list.entity(),
                list.id(),
                list.label(),
                list.locale(),
                list.columns().stream()
                        .filter(column -> !column.path().equals(field))
                        .limit(7)
                        .toList(),
                list.filters(),
                null,
                list.sort());
    }

    private String label(Relation relation, List<Relation> all) {
        var locale = actor.get().locale();
        var plural = relation.entity().plural().text(locale);
        boolean isOnly = all.stream()
                        .filter(other ->
                                other.entity().id().equals(relation.entity().id()))
                        .count()
                == 1;
        return isOnly ? plural : plural + " · " + relation.field().label().text(locale);
    }

    private Span count(Relation relation) {
        var asked = RecordQuery.of(relation.entity().id(), List.of(SystemFields.ID))
                .filtered(relation.field().id() + " = :record", Map.of("record", id))
                .counting(RecordQuery.Count.CAPPED)
                .page(0, 1);
        QueryResult.@Nullable Total total = switch (records.query(actor.get(), asked)) {
            case QueryResult.Page page -> page.count();
            case QueryResult.Invalid ignored -> null;
            case QueryResult.Denied ignored -> null;
        };
        var text = new Span(Optional.ofNullable(total)
                .filter(counted -> counted.value() > 0)
                .map(counted -> counted.value() + (counted.more() ? "+" : ""))
                .orElse(""));
        text.addClassName("related-count");
        return text;
    }

    private Div rows(Relation relation) {
        var locale = actor.get().locale();
        var label = relation.entity().label().text(locale);
        boolean narrow = getUI().map(
                        ui -> ui.getPage().getExtendedClientDetails().getWindowInnerWidth())
                .filter(width -> width < PHONE_WIDTH)
                .isPresent();
        var grid = new RecordGrid(records, actor, schema, relation.list(), relation.filter(id), narrow);
        var block = new Div();
        block.addClassName("related-rows");
        boolean mayCreate = schema.may(relation.entity().id(), Verb.CREATE)
                && schema.right(relation.entity().id(), relation.field().id()) == FieldRight.WRITE;
        var create =
                "records/" + relation.entity().id() + "/new?" + relation.field().id() + "=" + id;
        if (mayCreate) {
            var verb = getTranslation("list.new", Map.of("what", label));
            var button = new Button(verb, Glyph.PLUS.create(), clicked -> getUI().ifPresent(ui -> ui.navigate(create)));
            button.addClassName("related-new");
            block.add(button);
        }
        grid.sayWhenEmpty(
                Glyph.named(relation.entity().icon()),
                getTranslation(
                        "related.empty.title",
                        Map.of("what", relation.entity().plural().text(locale))),
                getTranslation("related.empty.text"));
        block.add(grid);
        grid.open();
        return block;
    }
}
