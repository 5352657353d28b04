package dev.trellis.form.session;

import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.session.FormState.Cell;
import dev.trellis.form.session.FormState.Reference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form while one event is worked on: a mutable copy of the state that never leaves the session. */
final class Working {

    /** Stands for "rows came, went or moved" among the changed cells. */
    static final String STRUCTURE = "";

    private static final Optional<FieldType> NO_TYPE = Optional.empty();

    final FormPlan plan;
    final @Nullable RecordId id;
    final Instant now;
    /** Looked up once each while the event is worked on. */
    final Rates rates;

    final WorkingRow record;
    final Map<String, List<WorkingRow>> lines = new LinkedHashMap<>();
    final Map<Reference, Map<String, @Nullable Object>> related;
    final Set<Cell> waiting;
    final Set<String> readOnly;
    final Set<Cell> changed = new HashSet<>();
    final List<FormEffect> wanted = new ArrayList<>();
    List<Problem> told;
    int nextKey;
    /** Whether a new row has values that only the gate can compute. */
    boolean asksGate;

    Working(FormPlan plan, FormState state) {
        this.plan = plan;
        this.id = state.id();
        var memory = state.memory();
        this.now = memory.now();
        this.rates = plan.rates().remembered();
        this.record = new WorkingRow(plan.entity(), id, null, null, state.record());
        plan.lines().forEach((field, child) -> {
            var rows = new ArrayList<WorkingRow>();
            state.lines(field)
                    .forEach(line -> rows.add(new WorkingRow(child, line.id(), field, line.key(), line.row())));
            lines.put(field, rows);
        });
        this.related = new HashMap<>(memory.related());
        this.waiting = new LinkedHashSet<>(memory.waiting());
        this.readOnly = state.facets().readOnly();
        this.told = memory.told();
        this.nextKey = memory.nextKey();
    }

    List<WorkingRow> rows(String field) {
        var rows = lines.get(field);
        return rows == null ? List.of() : rows;
    }

    Optional<WorkingRow> line(String field, String key) {
        return rows(field).stream().filter(row -> key.equals(row.key)).findFirst();
    }

    /** The record and every line, for what is computed for an entity. */
    List<WorkingRow> rowsOf(String entity) {
        if (entity.equals(plan.entity())) {
            return List.of(record);
        }
        return lines.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.entity.equals(entity))
                .toList();
    }

    /** Adds a blank row in which every default and formula is due. */
    Optional<WorkingRow> addLine(String field, int position) {
        var child = plan.lines().get(field);
        var rows = lines.get(field);
        if (child == null || rows == null) {
            return Optional.empty();
        }
        var blank = new FormState.Row(blank(child), Map.of(), Map.of(), Set.of(), Map.of(), Map.of());
        var row = new WorkingRow(child, null, field, "n" + nextKey++, blank);
        rows.add(Math.clamp(position, 0, rows.size()), row);
        computeAll(row);
        restructured(field);
        return Optional.of(row);
    }

    /** Every readable field of an entity, blank. */
    Map<String, @Nullable Object> blank(String entity) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : plan.fields(entity)) {
            if (!(field.type().valueType() instanceof ValueType.Rows)) {
                values.put(field.id(), null);
            }
        }
        return values;
    }

    /** Makes every default and formula of a row due. */
    void computeAll(WorkingRow row) {
        asksGate |= plan.hasRemote(row.entity);
        for (var computation : plan.order()) {
            if (computation.field().entity().equals(row.entity)
                    && !(computation.isDefault()
                            && row.touched.contains(computation.field().field()))) {
                waiting.add(row.cell(computation.field().field()));
            }
        }
    }

    /** Notes that rows of a field came, went or moved. */
    void restructured(String field) {
        changed.add(new Cell(field, null, STRUCTURE));
        rows(field).forEach(row -> changed.add(row.cell(SystemFields.POSITION)));
        told = told.stream()
                .filter(problem -> !problem.path().startsWith(field + "["))
                .toList();
    }

    /** Takes what a person gives: normalised, or refused with the field left blank. */
    void enter(WorkingRow row, String field, FieldType type, @Nullable Object value, @Nullable String label) {
        take(row, field, type.codec().normalise(value), label);
    }

    /** Takes what a person gives, already read from its text. */
    void take(WorkingRow row, String field, Decoded decoded, @Nullable String label) {
        row.touched.add(field);
        row.errors.remove(field);
        waiting.remove(row.cell(field));
        switch (decoded) {
            case Decoded.Value(var normal) -> {
                row.refused.remove(field);
                set(row, field, normal, label);
            }
            case Decoded.Refused(var problem) -> {
                row.refused.put(field, problem);
                set(row, field, null, null);
            }
        }
        var path = path(row, field);
        told = told.stream()
                .filter(problem -> !problem.path().isEmpty() && !problem.path().equals(path))
                .toList();
    }

    /** Writes a value and notes the change, if it is one. */
    void set(WorkingRow row, String field, @Nullable Object value, @Nullable String label) {
        boolean same = Values.same(row.values.get(field), value);
        if (label != null) {
            row.labels.put(field, label);
        } else if (!same) {
            row.labels.remove(field);
        }
        row.values.put(field, value);
        if (!same) {
            changed.add(row.cell(field));
        }
    }

    /** Returns an amount with what it is worth at the rate of the row's date, as the gate will store it. */
    @Nullable
    Object valued(WorkingRow row, String field, @Nullable Object value) {
        var type = value instanceof Money ? plan.field(row.entity, field).map(FieldDefinition::type) : NO_TYPE;
        return type.filter(found -> !(found.origin() instanceof Origin.RollUp))
                .map(found -> found.codec().valued(value, currency -> rates.rate(currency, date(row))))
                .orElse(value);
    }

    private LocalDate date(WorkingRow row) {
        var days = Stream.concat(
                plan.view().recordDate(row.entity).map(SchemaField::id).stream(), Stream.of(SystemFields.CREATED_AT));
        return days.flatMap(field -> Optional.ofNullable(row.values.get(field)).stream())
                .map(day -> day instanceof LocalDate date ? date : day((Instant) day))
                .findFirst()
                .orElseGet(() -> day(now));
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(plan.view().zone()).toLocalDate();
    }

    /** The place of a value as the gate names it. */
    String path(WorkingRow row, String field) {
        if (row.lines == null) {
            return field;
        }
        return row.lines + "[" + rows(row.lines).indexOf(row) + "]." + field;
    }

    /** Tells whether the gate has to compute again what depends on something hidden. */
    boolean needsGate() {
        if (asksGate) {
            return true;
        }
        return changed.stream().anyMatch(cell -> {
            var owner = cell.lines() == null || cell.field().equals(STRUCTURE)
                    ? plan.entity()
                    : plan.lines().getOrDefault(cell.lines(), plan.entity());
            var field = cell.lines() != null && cell.field().equals(STRUCTURE) ? cell.lines() : cell.field();
            return plan.needsGate(owner, field);
        });
    }

    /** Tells trouble that stays until its field changes. */
    void tell(Problem problem) {
        if (!told.contains(problem)) {
            var more = new ArrayList<>(told);
            more.add(problem);
            told = List.copyOf(more);
        }
    }

    void want(FormEffect effect) {
        if (!wanted.contains(effect)) {
            wanted.add(effect);
        }
    }
}
