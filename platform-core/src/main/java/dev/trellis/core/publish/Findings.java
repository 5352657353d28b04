package dev.trellis.core.publish;

import dev.trellis.core.expression.BlankAs;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Named;
import dev.trellis.core.name.Slug;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one walk over a snapshot finds: problems with their places, and who uses which field. */
final class Findings {

    private static final int HOPS = 5;

    private final Metadata metadata;
    private final MetadataSchema schema;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<FieldKey, Set<String>> uses = new HashMap<>();

    Findings(Metadata metadata) {
        this.metadata = metadata;
        this.schema = new MetadataSchema(metadata);
    }

    Metadata metadata() {
        return metadata;
    }

    List<Problem> problems() {
        return problems;
    }

    Map<FieldKey, Set<String>> uses() {
        return uses;
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    void add(String place, ProblemCode code) {
        problems.add(Problem.at(place, code));
    }

    void add(String place, ProblemCode code, String fact, Object value) {
        problems.add(Problem.at(place, code).with(fact, value));
    }

    /** Says so where an id is no slug or a word of the expression language. */
    void slug(String place, String id) {
        if (!Slug.isValid(id)) {
            add(place, MetadataProblem.BAD_ID, "given", id);
        }
    }

    void labelled(String place, Label label) {
        if (label.isEmpty()) {
            add(place, MetadataProblem.LABEL_MISSING);
        }
    }

    /** Says so where an id comes twice. */
    void unique(String place, List<String> ids) {
        var seen = new HashSet<String>();
        ids.stream()
                .filter(id -> !seen.add(id))
                .distinct()
                .forEach(id -> add(place + "/" + id, MetadataProblem.DUPLICATE_ID, "given", id));
    }

    Optional<EntityDefinition> entity(String place, String id) {
        var found = metadata.entity(id);
        if (found.isEmpty()) {
            problems.add(Problem.at(place, MetadataProblem.UNKNOWN_ENTITY)
                    .with("given", id)
                    .with(
                            "allowed",
                            metadata.entities().stream()
                                    .map(known -> new Named(known.id(), known.label()))
                                    .toList()));
        }
        return found;
    }

    void role(String place, String id) {
        if (metadata.role(id).isEmpty()) {
            add(place, MetadataProblem.UNKNOWN_ROLE, "given", id);
        }
    }

    /** Finds a designed or system field of an entity. */
    Optional<SchemaField> field(String place, EntityDefinition entity, String id) {
        var found = schema.field(entity.id(), id);
        if (found.isEmpty()) {
            unknownField(place, entity, id);
        } else {
            use(new FieldKey(entity.id(), id), place);
        }
        return found;
    }

    /** Follows a path over lookups; every step on the way is a reference to one record. */
    Optional<SchemaField> path(String place, EntityDefinition entity, String path) {
        var names = path.split("\\.");
        if (names.length - 1 > HOPS) {
            problems.add(Problem.at(place, MetadataProblem.PATH_TOO_LONG)
                    .with("given", path)
                    .with("limit", HOPS));
            return Optional.empty();
        }
        var here = entity;
        for (int i = 0; ; i++) {
            var found = field(place, here, names[i]);
            if (found.isEmpty() || i == names.length - 1) {
                return found;
            }
            if (!(found.get().type() instanceof ValueType.Ref(var next))) {
                problems.add(Problem.at(place, MetadataProblem.NOT_A_LOOKUP)
                        .with("given", named(here, names[i]))
                        .with("path", path)
                        .with("entity", here.label()));
                return Optional.empty();
            }
            var target = entity(place, next);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            here = target.get();
        }
    }

    /** Checks an expression over the records of an entity; null is fine. */
    Optional<CompiledExpression> expression(
            String place, EntityDefinition entity, @Nullable String text, Expected expected) {
        return expression(place, entity, text, expected, Map.of());
    }

    /** As {@link #expression(String, EntityDefinition, String, Expected)}, with the types of named parameters. */
    Optional<CompiledExpression> expression(
            String place,
            EntityDefinition entity,
            @Nullable String text,
            Expected expected,
            Map<String, ValueType> parameters) {
        if (text == null) {
            return Optional.empty();
        }
        return switch (Expressions.check(text, entity.id(), schema, expected, parameters, BlankAs.ZERO)) {
            case Checked.Valid(var compiled) -> {
                compiled.dependencies().forEach(field -> use(field, place));
                yield Optional.of(compiled);
            }
            case Checked.Invalid(var refused) -> {
                refused.forEach(problem -> problems.add(new Problem(place, problem.code(), problem.arguments())));
                yield Optional.empty();
            }
        };
    }

    private void unknownField(String place, EntityDefinition entity, String id) {
        problems.add(Problem.at(place, MetadataProblem.UNKNOWN_FIELD)
                .with("given", id)
                .with("entity", entity.label())
                .with("allowed", fields(entity)));
    }

    /** What people know a field as; a name that is no designed field stands for itself. */
    static Named named(EntityDefinition entity, String field) {
        return new Named(field, entity.field(field).map(FieldDefinition::label).orElse(Label.EMPTY));
    }

    /** The designed fields of an entity, to choose from. */
    static List<Named> fields(EntityDefinition entity) {
        return entity.fields().stream()
                .map(field -> new Named(field.id(), field.label()))
                .toList();
    }

    void use(FieldKey field, String place) {
        uses.computeIfAbsent(field, _ -> new TreeSet<>()).add(place);
    }
}
