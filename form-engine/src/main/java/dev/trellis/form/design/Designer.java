package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.FormDefinition.Item;
import dev.trellis.core.metadata.FormDefinition.Section;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.form.design.DesignEdit.Labelled;
import dev.trellis.form.design.DesignEdit.Place;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Applies edits to a design: pure, each gives another design or says why not. What an edit breaks elsewhere is a
 * problem of the new design, never a reason to refuse: people repair in any order.
 */
@Singleton
public final class Designer {

    private final FieldEdits fields;

    public Designer(FieldTypes types) {
        this.fields = new FieldEdits(types);
    }

    public Edited apply(Design design, DesignEdit edit) {
        try {
            var draft = edit(design, edit);
            return new Edited.Applied(draft.isSameAs(design.draft()) ? design : design.with(draft));
        } catch (Refusal refusal) {
            return new Edited.Refused(refusal.problem());
        }
    }

    private Metadata edit(Design design, DesignEdit edit) throws Refusal {
        return switch (edit) {
            case DesignEdit.AddField add -> addField(design, add);
            case DesignEdit.PlaceExisting place -> placeExisting(design, place);
            case DesignEdit.MoveItem(var item, var place) -> moveItem(design, item, place);
            case DesignEdit.RemoveItem(var item) -> {
                item(design, item);
                yield layout(design, FormLayout.remove(design.layout(), item));
            }
            case DesignEdit.MoveColumn(var item, var column, var position) ->
                columns(design, design.draft(), item, column, position);
            case DesignEdit.RemoveColumn(var item, var column) -> {
                var shown = shownColumns(design, design.draft(), item(design, item));
                yield layout(
                        design,
                        FormLayout.replace(
                                design.layout(),
                                item,
                                old -> FormLayout.withColumns(old, FieldNames.without(shown, column))));
            }
            case DesignEdit.RetireField(var field) -> fields.retire(design, field);
            case DesignEdit.ReviveField(var field) -> fields.revive(design, field);
            case DesignEdit.RenameField(var field, var id) -> fields.rename(design, field, id);
            case DesignEdit.AddSection(var id, var label, var position) -> addSection(design, id, label, position);
            case DesignEdit.MoveSection(var id, var position) -> {
                var section = section(design, id);
                yield layout(
                        design,
                        FormLayout.insertSection(FormLayout.removeSection(design.layout(), id), section, position));
            }
            case DesignEdit.RemoveSection(var id) -> {
                section(design, id);
                yield layout(design, FormLayout.removeSection(design.layout(), id));
            }
            case DesignEdit.RenameLabel(var of, var language, var text) -> relabel(design, of, language, text);
            case DesignEdit.SetHelp(var field, var language, var text) -> fields.help(design, field, language, text);
            case DesignEdit.SetOption(var field, var option, var value) -> fields.option(design, field, option, value);
            case DesignEdit.SetFormula(var field, var expression) ->
                fields.option(design, field, "expression", JsonNodeFactory.instance.stringNode(expression.strip()));
            case DesignEdit.SetRequired(var field, var required) -> fields.required(design, field, required);
            case DesignEdit.SetUnique(var field, var unique) -> fields.unique(design, field, unique);
            case DesignEdit.SetDefault(var field, var expression) ->
                fields.defaultValue(design, field, textOrNull(expression));
            case DesignEdit.SetRule(var element, var rule, var expression) ->
                rule(design, element, rule, textOrNull(expression));
            case DesignEdit.SetSpan(var item, var span) -> {
                item(design, item);
                yield layout(
                        design,
                        FormLayout.replace(
                                design.layout(), item, old -> FormLayout.withSpan(old, Math.clamp(span, 1, 3))));
            }
            case DesignEdit.SetColumns(var id, var columns) -> {
                section(design, id);
                yield layout(
                        design,
                        FormLayout.section(
                                design.layout(),
                                id,
                                old -> new Section(
                                        id, old.label(), Math.clamp(columns, 1, 3), old.visibleWhen(), old.items())));
            }
            case DesignEdit.SetRecordDate(var date) ->
                design.draft().with(design.entityDefinition().withRecordDate(date));
            case DesignEdit.SetSensitive(var sensitive) ->
                design.draft().with(design.entityDefinition().withSensitive(sensitive));
            case DesignEdit.SetIndexed(var field, var indexed) -> FieldEdits.indexed(design, field, indexed);
            case DesignEdit.SetRight right -> FieldEdits.right(design, right);
        };
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private Metadata addField(Design design, DesignEdit.AddField add) throws Refusal {
        return switch (add.place()) {
            case Place.InSection place -> {
                section(design, place.section());
                var made = fields.make(design.entityDefinition(), add.type());
                var item = new Item(add.item(), made.id(), 1, null, null, null, List.of());
                unused(design, add.item());
                var draft = design.draft().with(FieldEdits.withField(design.entityDefinition(), made));
                yield draft.with(FormLayout.insert(design.layout(), item, place));
            }
            case Place.InLines(var id, var position) -> {
                var child = child(design, item(design, id));
                var made = fields.make(child, add.type());
                yield columns(design, design.draft().with(FieldEdits.withField(child, made)), id, made.id(), position);
            }
        };
    }

    private static Metadata placeExisting(Design design, DesignEdit.PlaceExisting edit) throws Refusal {
        return switch (edit.place()) {
            case Place.InSection place -> {
                section(design, place.section());
                unused(design, edit.item());
                if (design.entityDefinition().field(edit.field()).isEmpty()
                        && !dev.trellis.core.metadata.SystemFields.OWNER.equals(edit.field())) {
                    throw new Refusal(DesignProblem.NO_FIELD, edit.field());
                }
                if (design.layout().sections().stream()
                        .flatMap(section -> section.items().stream())
                        .anyMatch(item -> item.field().equals(edit.field()))) {
                    throw new Refusal(DesignProblem.ALREADY_PLACED, edit.field());
                }
                var item = new Item(edit.item(), edit.field(), 1, null, null, null, List.of());
                yield layout(design, FormLayout.insert(design.layout(), item, place));
            }
            case Place.InLines(var id, var position) -> {
                var child = child(design, item(design, id));
                if (child.field(edit.field()).isEmpty()) {
                    throw new Refusal(DesignProblem.NO_FIELD, edit.field());
                }
                yield columns(design, design.draft(), id, edit.field(), position);
            }
        };
    }

    private static Metadata moveItem(Design design, String id, Place.InSection place) throws Refusal {
        var item = item(design, id);
        section(design, place.section());
        return layout(design, FormLayout.insert(FormLayout.remove(design.layout(), id), item, place));
    }

    /** Shows a column of line items at a position, wherever it was before. */
    private static Metadata columns(Design design, Metadata draft, String id, String column, int position)
            throws Refusal {
        var shown = new ArrayList<>(shownColumns(design, draft, item(design, id)));
        shown.remove(column);
        shown.add(Math.clamp(position, 0, shown.size()), column);
        return draft.with(FormLayout.replace(design.layout(), id, old -> FormLayout.withColumns(old, shown)));
    }

    /** The columns as they are seen: all fields of a row where none are chosen. */
    private static List<String> shownColumns(Design design, Metadata draft, Item item) throws Refusal {
        if (!item.columns().isEmpty()) {
            return item.columns();
        }
        var child = child(design, item).id();
        return draft.entity(child).stream()
                .flatMap(found -> found.fields().stream())
                .map(field -> field.id())
                .toList();
    }

    private static Metadata addSection(Design design, String id, Label label, int position) throws Refusal {
        if (FormLayout.hasSection(design.layout(), id)) {
            throw new Refusal(DesignProblem.ID_TAKEN, id);
        }
        return layout(
                design,
                FormLayout.insertSection(design.layout(), new Section(id, label, 2, null, List.of()), position));
    }

    private Metadata relabel(Design design, Labelled of, String language, String text) throws Refusal {
        return switch (of) {
            case Labelled.OfField(var field) -> fields.label(design, field, language, text);
            case Labelled.OfSection(var id) -> {
                section(design, id);
                yield layout(
                        design,
                        FormLayout.section(
                                design.layout(),
                                id,
                                old -> new Section(
                                        id,
                                        old.label().with(language, text),
                                        old.columns(),
                                        old.visibleWhen(),
                                        old.items())));
            }
            case Labelled.OfForm() -> {
                var form = design.layout();
                yield layout(
                        design,
                        new FormDefinition(
                                form.id(), form.label().with(language, text), form.entity(), form.sections()));
            }
            case Labelled.OfEntity() -> {
                var entity = design.entityDefinition();
                yield design.draft()
                        .with(new EntityDefinition(
                                entity.id(),
                                entity.label().with(language, text),
                                entity.plural(),
                                entity.icon(),
                                entity.ownedBy(),
                                entity.title(),
                                entity.fields(),
                                entity.validations(),
                                entity.retired(),
                                entity.locked(),
                                entity.sensitive(),
                                entity.indexed(),
                                entity.recordDate()));
            }
        };
    }

    private static Metadata rule(Design design, String element, DesignEdit.Rule rule, @Nullable String expression)
            throws Refusal {
        if (rule == DesignEdit.Rule.VISIBLE && FormLayout.hasSection(design.layout(), element)) {
            return layout(
                    design,
                    FormLayout.section(
                            design.layout(),
                            element,
                            old -> new Section(element, old.label(), old.columns(), expression, old.items())));
        }
        item(design, element);
        return layout(
                design,
                FormLayout.replace(design.layout(), element, old -> FormLayout.withRule(old, rule, expression)));
    }

    private static Metadata layout(Design design, FormDefinition form) {
        return design.draft().with(form);
    }

    private static Item item(Design design, String id) throws Refusal {
        return design.item(id).orElseThrow(() -> new Refusal(DesignProblem.NO_ELEMENT, id));
    }

    private static Section section(Design design, String id) throws Refusal {
        return design.section(id).orElseThrow(() -> new Refusal(DesignProblem.NO_ELEMENT, id));
    }

    private static void unused(Design design, String item) throws Refusal {
        if (design.item(item).isPresent()) {
            throw new Refusal(DesignProblem.ID_TAKEN, item);
        }
    }

    private static EntityDefinition child(Design design, Item item) throws Refusal {
        var field = FieldEdits.field(design, new FieldKey(design.entity(), item.field()));
        return FieldEdits.rows(field)
                .flatMap(design.draft()::entity)
                .orElseThrow(() -> new Refusal(DesignProblem.NO_ELEMENT, item.id()));
    }
}
