package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Slug;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The edits that concern a field itself, wherever it is shown. */
final class FieldEdits {

    private static final String ENGLISH = "en";

    private final FieldTypes types;

    FieldEdits(FieldTypes types) {
        this.types = types;
    }

    /** Makes a field of a type, called like the type until somebody names it. */
    FieldDefinition make(EntityDefinition entity, String type) throws Refusal {
        var provider = types.find(type).orElseThrow(() -> new Refusal(DesignProblem.NO_TYPE, type));
        var label = provider.label();
        var name = FieldNames.propose(entity, label.texts().getOrDefault(ENGLISH, type), type);
        return new FieldDefinition(name, label, Label.EMPTY, provider.initial(), false, false, null);
    }

    static EntityDefinition withField(EntityDefinition entity, FieldDefinition field) {
        var fields = new ArrayList<>(entity.fields());
        fields.add(field);
        return entity.withFields(fields);
    }

    /** Labels a field; one that is not published yet and that nothing speaks of is named after its English label. */
    Metadata label(Design design, FieldKey key, String language, String text) throws Refusal {
        var labelled = change(
                design,
                key,
                field -> new FieldDefinition(
                        field.id(),
                        field.label().with(language, text),
                        field.help(),
                        field.type(),
                        field.required(),
                        field.unique(),
                        field.defaultValue()));
        var entity = design.draft().entity(key.entity());
        if (!language.equals(ENGLISH)
                || text.isBlank()
                || entity.isEmpty()
                || !design.isUnpublished(key)
                || FieldNames.isMentioned(design.draft(), key.field())) {
            return labelled;
        }
        var others = entity.get().withFields(without(entity.get().fields(), key.field()));
        var name = FieldNames.propose(others, text, field(design, key).type().key());
        return name.equals(key.field()) ? labelled : renamed(labelled, key, name);
    }

    Metadata rename(Design design, FieldKey key, String id) throws Refusal {
        field(design, key);
        if (!design.isUnpublished(key)) {
            throw new Refusal(DesignProblem.ID_FIXED, key.field());
        }
        if (!Slug.isValid(id)) {
            throw new Refusal(DesignProblem.ID_SHAPE, id);
        }
        if (id.equals(key.field())) {
            return design.draft();
        }
        if (design.draft()
                .entity(key.entity())
                .map(FieldNames::taken)
                .orElseThrow()
                .contains(id)) {
            throw new Refusal(DesignProblem.ID_TAKEN, id);
        }
        if (FieldNames.isMentioned(design.draft(), key.field())) {
            throw new Refusal(DesignProblem.ID_IN_USE, key.field());
        }
        return renamed(design.draft(), key, id);
    }

    private static Metadata renamed(Metadata draft, FieldKey key, String id) {
        var entity = draft.entity(key.entity()).orElseThrow();
        var changed = entity.withFields(entity.fields().stream()
                .map(field -> field.id().equals(key.field())
                        ? new FieldDefinition(
                                id,
                                field.label(),
                                field.help(),
                                field.type(),
                                field.required(),
                                field.unique(),
                                field.defaultValue())
                        : field)
                .toList());
        var following = changed.withIndexed(changed.indexed().stream()
                .map(indexed -> indexed.equals(key.field()) ? id : indexed)
                .toList());
        return FieldPlaces.rename(draft.with(following), key, id);
    }

    static Metadata indexed(Design design, String id, boolean indexed) throws Refusal {
        var entity = design.entityDefinition();
        if (entity.field(id).isEmpty()) {
            throw new Refusal(DesignProblem.NO_FIELD, id);
        }
        var changed = new TreeSet<>(entity.indexed());
        if (indexed) {
            changed.add(id);
        } else {
            changed.remove(id);
        }
        return design.draft().with(entity.withIndexed(List.copyOf(changed)));
    }

    Metadata retire(Design design, FieldKey key) throws Refusal {
        var field = field(design, key);
        var entity = design.draft().entity(key.entity()).orElseThrow();
        if (entity.locked().contains(key.field())) {
            throw new Refusal(Problem.at("", DesignProblem.LOCKED_FIELD).with("field", field.label()));
        }
        if (entity.title().equals(key.field())) {
            throw new Refusal(Problem.at("", DesignProblem.TITLE_FIELD).with("field", field.label()));
        }
        var retired = new ArrayList<>(entity.retired());
        if (!design.isUnpublished(key)) {
            retired.add(field);
        }
        var changed = withFields(entity, without(entity.fields(), key.field()), retired);
        return FieldPlaces.remove(design.draft().with(changed), key);
    }

    Metadata revive(Design design, FieldKey key) throws Refusal {
        var entity = design.draft()
                .entity(key.entity())
                .orElseThrow(() -> new Refusal(DesignProblem.NO_FIELD, key.toString()));
        var field = entity.retired().stream()
                .filter(retired -> retired.id().equals(key.field()))
                .findFirst()
                .orElseThrow(() -> new Refusal(DesignProblem.NO_FIELD, key.field()));
        var fields = new ArrayList<>(entity.fields());
        fields.add(field);
        return design.draft().with(withFields(entity, fields, without(entity.retired(), key.field())));
    }

    private static EntityDefinition withFields(
            EntityDefinition entity, List<FieldDefinition> fields, List<FieldDefinition> retired) {
        return new EntityDefinition(
                entity.id(),
                entity.label(),
                entity.plural(),
                entity.icon(),
                entity.ownedBy(),
                entity.title(),
                fields,
                entity.validations(),
                retired,
                entity.locked(),
                entity.sensitive(),
                entity.indexed().stream()
                        .filter(indexed ->
                                fields.stream().anyMatch(field -> field.id().equals(indexed)))
                        .toList(),
                Optional.ofNullable(entity.recordDate())
                        .filter(date ->
                                fields.stream().anyMatch(field -> field.id().equals(date)))
                        .orElse(null));
    }

    Metadata help(Design design, FieldKey key, String language, String text) throws Refusal {
        return change(
                design,
                key,
                field -> new FieldDefinition(
                        field.id(),
                        field.label(),
                        field.help().with(language, text),
                        field.type(),
                        field.required(),
                        field.unique(),
                        field.defaultValue()));
    }

    Metadata required(Design design, FieldKey key, boolean required) throws Refusal {
        return change(
                design,
                key,
                field -> new FieldDefinition(
                        field.id(),
                        field.label(),
                        field.help(),
                        field.type(),
                        required,
                        field.unique(),
                        field.defaultValue()));
    }

    Metadata unique(Design design, FieldKey key, boolean unique) throws Refusal {
        return change(
                design,
                key,
                field -> new FieldDefinition(
                        field.id(),
                        field.label(),
                        field.help(),
                        field.type(),
                        field.required(),
                        unique,
                        field.defaultValue()));
    }

    Metadata defaultValue(Design design, FieldKey key, @Nullable String expression) throws Refusal {
        return change(
                design,
                key,
                field -> new FieldDefinition(
                        field.id(),
                        field.label(),
                        field.help(),
                        field.type(),
                        field.required(),
                        field.unique(),
                        expression));
    }

    /** Sets one option through the JSON of the type, so that every type, a plug-in's too, is edited alike. */
    Metadata option(Design design, FieldKey key, String option, @Nullable JsonNode value) throws Refusal {
        var field = field(design, key);
        if (!types.optionNames(field.type().key()).contains(option)) {
            throw new Refusal(DesignProblem.BAD_OPTION, option);
        }
        var json = types.write(field.type());
        if (value == null) {
            json.remove(option);
        } else {
            json.set(option, value.isNull() ? JsonNodeFactory.instance.nullNode() : value);
        }
        try {
            var type = types.read(json);
            return change(design, key, old -> old.withType(type));
        } catch (JacksonException e) {
            throw new Refusal(DesignProblem.BAD_OPTION, option);
        }
    }

    private static Metadata change(Design design, FieldKey key, UnaryOperator<FieldDefinition> change) throws Refusal {
        field(design, key);
        var entity = design.draft().entity(key.entity()).orElseThrow();
        return design.draft()
                .with(entity.withFields(entity.fields().stream()
                        .map(field -> field.id().equals(key.field()) ? change.apply(field) : field)
                        .toList()));
    }

    static Metadata right(Design design, DesignEdit.SetRight edit) throws Refusal {
        field(design, edit.field());
        var role = design.draft().role(edit.role());
        if (role.isEmpty()) {
            throw new Refusal(DesignProblem.NO_ELEMENT, edit.role());
        }
        var entity = edit.field().entity();
        var owner = design.draft().entity(entity).map(EntityDefinition::ownedBy).orElse(null);
        var ofOwner = role.get().entities().get(owner == null ? entity : owner);
        if (ofOwner == null) {
            throw new Refusal(DesignProblem.NO_ELEMENT, edit.role());
        }
        var rights =
                role.get().entities().getOrDefault(entity, new EntityRights(Map.of(), ofOwner.otherFields(), Map.of()));
        var exceptions = new HashMap<>(rights.fields());
        if (edit.right() == rights.otherFields()) {
            exceptions.remove(edit.field().field());
        } else {
            exceptions.put(edit.field().field(), edit.right());
        }
        var entities = new HashMap<>(role.get().entities());
        entities.put(entity, new EntityRights(rights.verbs(), rights.otherFields(), exceptions, rights.conditions()));
        return design.draft()
                .with(new RoleDefinition(
                        role.get().id(),
                        role.get().label(),
                        role.get().description(),
                        role.get().rights(),
                        entities));
    }

    static FieldDefinition field(Design design, FieldKey key) throws Refusal {
        return design.field(key).orElseThrow(() -> new Refusal(DesignProblem.NO_FIELD, key.field()));
    }

    /** The entity of the rows of a line-items field. */
    static Optional<String> rows(FieldDefinition field) {
        return field.type().valueType() instanceof ValueType.Rows(var child) ? Optional.of(child) : Optional.empty();
    }

    private static List<FieldDefinition> without(List<FieldDefinition> fields, String id) {
        return fields.stream().filter(field -> !field.id().equals(id)).toList();
    }
}
