package dev.trellis.core.record;

import dev.trellis.core.access.Access;
import dev.trellis.core.expression.BlankAs;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What exists for one actor; the names of filters and sorts mean nothing else. */
final class ActorSchema implements VisibleSchema {

    static final int MAX_HOPS = 5;

    private static final int MOST_FILTERS = 200;
    private static final int LONGEST_KEPT = 1_000;
    private static final int MOST_STATEMENTS = 100;

    private final Model model;
    private final Access access;
    private final Map<String, Optional<Seen>> seen = new ConcurrentHashMap<>();
    private final Map<Asked, Checked> filters = new ConcurrentHashMap<>();
    private final Map<Object, Kept> statements = new ConcurrentHashMap<>();

    ActorSchema(Model model, Access access) {
        this.model = model;
        this.access = access;
    }

    Access access() {
        return access;
    }

    /** Returns a statement that was made for the same question. */
    Optional<Kept> kept(Object question) {
        return Optional.ofNullable(statements.get(question));
    }

    /** Keeps a statement; of many different ones, the latest. */
    void keep(Object question, Kept statement) {
        if (statement.isSmall()) {
            if (statements.size() >= MOST_STATEMENTS) {
                statements.clear();
            }
            statements.put(question, statement);
        }
    }

    @Override
    public Metadata metadata() {
        return model.metadata();
    }

    @Override
    public List<EntityDefinition> entities() {
        return model.metadata().entities().stream()
                .filter(entity -> exists(entity.id()))
                .toList();
    }

    @Override
    public Optional<EntityDefinition> entity(String id) {
        return model.metadata().entity(id).filter(found -> exists(id));
    }

    @Override
    public List<FieldDefinition> fields(String entity) {
        return seen(entity).map(Seen::fields).orElse(List.of());
    }

    /** What of one entity exists. */
    private record Seen(List<FieldDefinition> fields, Map<String, FieldRight> rights) {}

    private Optional<Seen> seen(String entity) {
        var there = seen.get(entity);
        if (there != null) {
            return there;
        }
        var shape = model.shape(entity).filter(_ -> exists(entity));
        var made = shape.map(this::see);
        // Names come from requests, too: what does not exist is not kept.
        if (shape.isPresent()) {
            seen.put(entity, made);
        }
        return made;
    }

    private Seen see(Shape shape) {
        var rights = new HashMap<String, FieldRight>();
        var fields = new ArrayList<>(SystemFieldDefinitions.visible(shape.entity(), model.metadata()));
        fields.addAll(shape.entity().fields());
        fields.forEach(field -> rights.put(field.id(), decide(shape, field.id())));
        fields.removeIf(field -> rights.get(field.id()) == FieldRight.NONE);
        return new Seen(List.copyOf(fields), Map.copyOf(rights));
    }

    @Override
    public Optional<FieldDefinition> field(String entity, String id) {
        return shape(entity, id).map(FieldShape::definition);
    }

    @Override
    public Optional<FieldDefinition> path(String entity, String path) {
        return Paths.resolve(this, entity, path).map(found -> found.field().definition());
    }

    @Override
    public FieldRight right(String entity, String field) {
        return seen(entity)
                .map(found -> found.rights().getOrDefault(field, FieldRight.NONE))
                .orElse(FieldRight.NONE);
    }

    private FieldRight decide(Shape shape, String field) {
        var found = shape.field(field);
        if (found.isEmpty()
                || found.get().lines().filter(child -> !exists(child)).isPresent()) {
            return FieldRight.NONE;
        }
        var right = access.on(shape.id()).right(field);
        return found.get().isComputed() && right == FieldRight.WRITE ? FieldRight.READ : right;
    }

    @Override
    public boolean may(String entity, Verb verb) {
        return access.on(entity).may(verb);
    }

    /** Finds a field that the actor may read. */
    Optional<FieldShape> shape(String entity, String field) {
        return right(entity, field) == FieldRight.NONE
                ? Optional.empty()
                : model.shape(entity).flatMap(found -> found.field(field));
    }

    /** Finds a field that the actor may read, and not only masked: by which records may be found. */
    Optional<FieldShape> readable(String entity, String field) {
        return shape(entity, field).filter(_ -> right(entity, field).compareTo(FieldRight.READ) >= 0);
    }

    private boolean exists(String entity) {
        var rights = access.on(entity);
        return rights.may(Verb.READ) || rights.may(Verb.CREATE);
    }

    private record Asked(String entity, String text, Map<String, ValueType> parameters) {}

    /** Checks a condition against what exists; who asks the same again gets the same. */
    Checked condition(String entity, String text, Map<String, ValueType> parameters) {
        var asked = new Asked(entity, text, Map.copyOf(parameters));
        var there = filters.get(asked);
        if (there != null) {
            return there;
        }
        if (filters.size() >= MOST_FILTERS) {
            filters.clear();
        }
        var checked = Expressions.check(text, entity, expressions(), Expected.BOOLEAN, parameters, BlankAs.ZERO);
        if (text.length() <= LONGEST_KEPT) {
            filters.put(asked, checked);
        }
        return checked;
    }

    /** The same names as expressions see them. */
    ExpressionSchema expressions() {
        return new Names(this, model.schema());
    }

    private record Names(ActorSchema visible, ExpressionSchema all) implements ExpressionSchema {

        @Override
        public Optional<SchemaField> field(String entity, String name) {
            return visible.readable(entity, name).flatMap(_ -> all.field(entity, name));
        }

        @Override
        public Optional<SchemaField> labelled(String entity, String label) {
            return all.labelled(entity, label)
                    .filter(found -> visible.readable(entity, found.id()).isPresent());
        }

        @Override
        public Optional<SchemaField> recordDate(String entity) {
            return all.recordDate(entity)
                    .filter(date -> visible.readable(entity, date.id()).isPresent());
        }

        @Override
        public List<String> names(String entity) {
            return visible.fields(entity).stream()
                    .map(FieldDefinition::id)
                    .filter(id -> visible.readable(entity, id).isPresent())
                    .toList();
        }

        @Override
        public Label label(String entity) {
            return all.label(entity);
        }

        @Override
        public List<FunctionDefinition> functions() {
            return all.functions();
        }

        @Override
        public ZoneId zone() {
            return all.zone();
        }

        @Override
        public String currency() {
            return all.currency();
        }
    }
}
