package dev.trellis.form.session;

import dev.trellis.core.expression.BlankAs;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.ComputeOrder;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of an entity that a session computes for one actor, compiled once per snapshot. */
final class FormPlan {

    /** A formula, or a default that fills a field nobody has typed. */
    record Computation(FieldKey field, boolean isDefault, CompiledExpression expression, FieldType type) {}

    /** A validation that can be told while typing. */
    record Check(EntityDefinition.Validation validation, CompiledExpression expression) {}

    private final VisibleSchema schema;
    private final SchemaView view;
    private final Rates rates;
    private final String entity;
    private final @Nullable RecordId user;
    private final Map<String, Map<String, FieldDefinition>> fields = new HashMap<>();
    private final Set<FieldKey> writable = new HashSet<>();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final List<Computation> order = new ArrayList<>();
    private final Set<FieldKey> remote = new HashSet<>();
    /** The visible and hidden fields on which the remote ones depend, however far away. */
    private final Set<FieldKey> remoteNeeds = new HashSet<>();

    private final Map<String, List<Check>> checks = new HashMap<>();
    private final FunctionNeeds functions = new FunctionNeeds();
    private final Map<FieldKey, Set<String>> beyond = new HashMap<>();
    private final Set<String> userPaths = new HashSet<>();

    FormPlan(VisibleSchema schema, String entity, @Nullable RecordId user, Rates rates) {
        this.schema = schema;
        this.rates = rates;
        this.view = new SchemaView(schema);
        this.entity = entity;
        this.user = user;
        for (var field : schema.fields(entity)) {
            if (field.type().valueType() instanceof ValueType.Rows(var child)) {
                lines.put(field.id(), child);
            }
        }
        compile();
    }

    private void compile() {
        var formulas = new LinkedHashMap<FieldKey, Computation>();
        var defaults = new LinkedHashMap<FieldKey, Computation>();
        for (var owner : entities()) {
            var known = new LinkedHashMap<String, FieldDefinition>();
            for (var field : schema.fields(owner)) {
                known.put(field.id(), field);
                if (schema.right(owner, field.id()) == FieldRight.WRITE && !SystemFields.ALL.contains(field.id())) {
                    writable.add(new FieldKey(owner, field.id()));
                }
            }
            fields.put(owner, known);
            for (var field : known.values()) {
                compile(owner, field, formulas, defaults);
            }
            schema.entity(owner).ifPresent(found -> checks.put(owner, checks(found)));
        }
        order(formulas, defaults);
        var all = new MetadataSchema(schema.metadata());
        remote.forEach(field -> remoteNeeds(field, all));
    }

    private void remoteNeeds(FieldKey field, MetadataSchema all) {
        var definition = schema.metadata().entity(field.entity()).flatMap(owner -> owner.field(field.field()));
        if (definition.isPresent()
                && definition.get().type().origin() instanceof Origin.Formula formula
                && Expressions.check(formula.expression(), field.entity(), all, Expected.ANY)
                        instanceof Checked.Valid(var compiled)) {
            functions.note(compiled);
            for (var needed : compiled.dependencies()) {
                if (remoteNeeds.add(needed)) {
                    remoteNeeds(needed, all);
                }
            }
        }
    }

    private void compile(
            String owner,
            FieldDefinition field,
            Map<FieldKey, Computation> formulas,
            Map<FieldKey, Computation> defaults) {
        var key = new FieldKey(owner, field.id());
        var text = field.defaultValue();
        var expected = Expected.of(field.type().valueType());
        switch (field.type().origin()) {
            case Origin.Formula(var formula, var blankAs) -> {
                var blank = switch (blankAs) {
                    case ZERO -> BlankAs.ZERO;
                    case BLANK -> BlankAs.BLANK;
                };
                if (Expressions.check(formula, owner, view, expected, Map.of(), blank)
                                instanceof Checked.Valid(var compiled)
                        && compiled.functions().isEmpty()) {
                    uses(compiled);
                    formulas.put(key, new Computation(key, false, compiled, field.type()));
                } else {
                    remote.add(key);
                }
            }
            case Origin.Entered _ -> {
                if (text != null) {
                    check(text, owner, expected)
                            .ifPresent(
                                    compiled -> defaults.put(key, new Computation(key, true, compiled, field.type())));
                }
            }
            case Origin.Numbering _, Origin.RollUp _ -> {}
        }
    }

    private List<Check> checks(EntityDefinition owner) {
        return owner.validations().stream()
                .flatMap(validation -> check(validation.mustHold(), owner.id(), Expected.BOOLEAN)
                        .filter(compiled -> !isForGate(compiled, validation))
                        .stream()
                        .map(compiled -> new Check(validation, compiled)))
                .toList();
    }

    /** A validation that calls a function in JavaScript is left to the gate. */
    private boolean isForGate(CompiledExpression compiled, EntityDefinition.Validation validation) {
        boolean calls = functions.note(compiled, validation);
        if (calls) {
            remoteNeeds.addAll(compiled.dependencies());
        }
        return calls;
    }

    /** Orders formulas and defaults together; where a default closes a circle, defaults simply come first. */
    private void order(Map<FieldKey, Computation> formulas, Map<FieldKey, Computation> defaults) {
        var all = new LinkedHashMap<>(formulas);
        all.putAll(defaults);
        if (ordered(all) instanceof ComputeOrder.Ordered(var keys)) {
            keys.forEach(key -> Optional.ofNullable(all.get(key)).ifPresent(order::add));
            return;
        }
        order.addAll(defaults.values());
        switch (ordered(formulas)) {
            case ComputeOrder.Ordered(var keys) ->
                keys.forEach(key -> Optional.ofNullable(formulas.get(key)).ifPresent(order::add));
            case ComputeOrder.Cycle _ -> remote.addAll(formulas.keySet());
        }
    }

    private static ComputeOrder ordered(Map<FieldKey, Computation> computations) {
        var expressions = new LinkedHashMap<FieldKey, CompiledExpression>();
        computations.forEach((key, computation) -> expressions.put(key, computation.expression()));
        return ComputeOrder.of(expressions);
    }

    private Optional<CompiledExpression> check(String text, String owner, Expected expected) {
        if (Expressions.check(text, owner, view, expected) instanceof Checked.Valid(var compiled)) {
            uses(compiled);
            return Optional.of(compiled);
        }
        return Optional.empty();
    }

    private void uses(CompiledExpression compiled) {
        for (var path : compiled.references()) {
            switch (path.root()) {
                case RECORD, PRIOR -> uses(compiled.entity(), path.names());
                case USER -> userPaths.add(String.join(".", path.names()));
            }
        }
    }

    /** Notes which values beyond a lookup are needed, the way there through parent and line items left out. */
    private void uses(String owner, List<String> names) {
        if (names.size() < 2) {
            return;
        }
        var rest = names.subList(1, names.size());
        var first = view.field(owner, names.getFirst());
        if (first.isEmpty()) {
            return;
        }
        if (first.get().type() instanceof ValueType.Rows(var child)) {
            uses(child, rest);
        } else if (first.get().type() instanceof ValueType.Ref(var target)) {
            if (names.getFirst().equals(SystemFields.PARENT) && target.equals(entity)) {
                uses(target, rest);
            } else {
                beyond.computeIfAbsent(new FieldKey(owner, names.getFirst()), _ -> new HashSet<>())
                        .add(String.join(".", rest));
            }
        }
    }

    /** Compiles a condition of a form of this entity. */
    Rule rule(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Rule.None();
        }
        return check(text, entity, Expected.BOOLEAN)
                .<Rule>map(Rule.Checked::new)
                .orElseGet(Rule.Broken::new);
    }

    /** The entity itself, then those of its line items. */
    List<String> entities() {
        var all = new ArrayList<String>();
        all.add(entity);
        all.addAll(lines.values());
        return all.stream().distinct().toList();
    }

    Rates rates() {
        return rates;
    }

    SchemaView view() {
        return view;
    }

    String entity() {
        return entity;
    }

    @Nullable
    RecordId user() {
        return user;
    }

    Map<String, String> lines() {
        return lines;
    }

    List<Computation> order() {
        return order;
    }

    /** Tells whether a visible value that only the gate can compute depends on a field. */
    boolean needsGate(String owner, String field) {
        return remoteNeeds.contains(new FieldKey(owner, field));
    }

    /** What calls functions in JavaScript. */
    FunctionNeeds functions() {
        return functions;
    }

    /** Tells whether only the gate can compute some visible value of an entity. */
    boolean hasRemote(String owner) {
        return remote.stream().anyMatch(field -> field.entity().equals(owner));
    }

    boolean isRemote(String owner, String field) {
        return remote.contains(new FieldKey(owner, field));
    }

    List<Check> checks(String owner) {
        return checks.getOrDefault(owner, List.of());
    }

    /** What is read of the records that a lookup names. */
    Set<String> beyond(String owner, String lookup) {
        return beyond.getOrDefault(new FieldKey(owner, lookup), Set.of());
    }

    /** What is read of the person who asks. */
    Set<String> userPaths() {
        return userPaths;
    }

    /** The entity that a lookup of {@code owner} names; empty for what is no lookup. */
    Optional<String> target(String owner, String lookup) {
        return view.field(owner, lookup)
                .flatMap(field ->
                        field.type() instanceof ValueType.Ref(var target) ? Optional.of(target) : Optional.empty());
    }

    /** Tells whether a path goes beyond a lookup of the row itself. */
    boolean isBeyondLookup(String owner, FieldPath path) {
        return !path.isSingle()
                && !path.first().equals(SystemFields.PARENT)
                && target(owner, path.first()).isPresent();
    }

    /** The fields of the entity or of its rows that exist for the actor. */
    Collection<FieldDefinition> fields(String owner) {
        return fields.getOrDefault(owner, Map.of()).values();
    }

    Optional<FieldDefinition> field(String owner, String field) {
        return Optional.ofNullable(fields.getOrDefault(owner, Map.of()).get(field));
    }

    boolean mayWrite(String owner, String field) {
        return writable.contains(new FieldKey(owner, field));
    }
}
