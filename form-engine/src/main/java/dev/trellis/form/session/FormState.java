package dev.trellis.form.session;

import dev.trellis.core.expression.ErrorCode;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.form.ResolvedForm;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open form at one moment; immutable. What its actor may not read is nowhere in it.
 *
 * @param id the stored record, or null while it is new
 * @param version the stored version this form has seen; 0 for a new record
 * @param record the record's own values
 * @param lines the rows of each line-items field, in order
 * @param facets what is visible, required and read-only now
 * @param problems what would be refused; paths as the gate writes them ({@code lines[2].quantity}, from 0)
 * @param allProblems whether problems of untouched fields are shown, too: after the first try to save
 * @param phase what the form is doing
 * @param running effects without an answer yet
 * @param memory what the session needs to go on; of no interest to a view
 */
public record FormState(
        ResolvedForm form,
        @Nullable RecordId id,
        int version,
        Row record,
        Map<String, List<Line>> lines,
        Facets facets,
        List<Problem> problems,
        boolean allProblems,
        Phase phase,
        Set<FormEffect> running,
        Memory memory) {

    public FormState {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
        problems = List.copyOf(problems);
        running = Set.copyOf(running);
    }

    private FormState with(ResolvedForm shown, Phase next, boolean all, Set<FormEffect> effects, Memory kept) {
        return new FormState(shown, id, version, record, lines, facets, problems, all, next, effects, kept);
    }

    FormState shown(ResolvedForm other) {
        return with(other, phase, allProblems, running, memory);
    }

    FormState in(Phase next, boolean all, Memory kept) {
        return with(form, next, all, running, kept);
    }

    FormState running(Set<FormEffect> effects) {
        return with(form, phase, allProblems, effects, memory);
    }

    FormState with(FormEffect effect) {
        var more = new HashSet<>(running);
        more.add(effect);
        return running(more);
    }

    FormState without(FormEffect effect) {
        var fewer = new HashSet<>(running);
        fewer.remove(effect);
        return running(fewer);
    }

    public boolean isNew() {
        return id == null;
    }

    public @Nullable Object value(String field) {
        return record.values().get(field);
    }

    public List<Line> lines(String field) {
        return lines.getOrDefault(field, List.of());
    }

    public Optional<Line> line(String field, String key) {
        return lines(field).stream().filter(line -> line.key().equals(key)).findFirst();
    }

    /** Tells whether the person would lose something by leaving. */
    public boolean isDirty() {
        return record.isChanged()
                || lines.entrySet().stream().anyMatch(entry -> isDirty(entry.getKey(), entry.getValue()));
    }

    private boolean isDirty(String field, List<Line> rows) {
        var stored = memory.storedLines().getOrDefault(field, List.of());
        var now = rows.stream().map(line -> String.valueOf(line.id())).toList();
        var before = stored.stream().map(RecordId::toString).toList();
        return !now.equals(before) || rows.stream().anyMatch(line -> line.row().isChanged());
    }

    /** The problems a view shows now: those of touched fields, and all once a save was tried. */
    public Stream<Problem> shownProblems() {
        return problems.stream().filter(problem -> allProblems || isTouched(problem.path()));
    }

    private boolean isTouched(String path) {
        int open = path.indexOf('[');
        int close = path.indexOf("].");
        if (open < 0 || close < open) {
            return record.touched().contains(path);
        }
        var rows = lines(path.substring(0, open));
        int index = Integer.parseInt(path.substring(open + 1, close));
        return index < rows.size() && rows.get(index).row().touched().contains(path.substring(close + 2));
    }

    /**
     * The values of the record or of one line.
     *
     * @param values carriers by field id; every field that the actor may read
     * @param original as stored; for a new row what it began with
     * @param labels display texts of references by field id
     * @param touched fields the person has written himself
     * @param refused fields whose last input was refused, and why
     * @param errors computed fields without a value because of an error
     */
    public record Row(
            Map<String, @Nullable Object> values,
            Map<String, @Nullable Object> original,
            Map<String, String> labels,
            Set<String> touched,
            Map<String, Problem> refused,
            Map<String, ErrorCode> errors) {
        public Row {
            values = Values.copy(values);
            original = Values.copy(original);
            labels = Map.copyOf(labels);
            touched = Set.copyOf(touched);
            refused = Map.copyOf(refused);
            errors = Map.copyOf(errors);
        }

        boolean isChanged() {
            return !refused.isEmpty()
                    || touched.stream().anyMatch(field -> !Values.same(values.get(field), original.get(field)));
        }
    }

    /**
     * A row of line items.
     *
     * @param key stays the same as long as the form is open, whatever happens around the row
     * @param id the stored row, or null while it is new
     */
    public record Line(String key, @Nullable RecordId id, Row row) {

        public @Nullable Object value(String column) {
            return row.values().get(column);
        }
    }

    /**
     * What the rules say now.
     *
     * @param sections ids of the visible sections
     * @param visible ids of the fields whose item and section are visible
     * @param required ids of the visible fields that may not stay blank
     * @param readOnly ids of the fields that cannot be written now
     */
    public record Facets(Set<String> sections, Set<String> visible, Set<String> required, Set<String> readOnly) {
        public Facets {
            sections = Set.copyOf(sections);
            visible = Set.copyOf(visible);
            required = Set.copyOf(required);
            readOnly = Set.copyOf(readOnly);
        }
    }

    /** What the form is doing. Sealed: a view shows each differently. */
    public sealed interface Phase {

        /** Waits for the person. */
        record Editing() implements Phase {}

        /** May be looked at only: no right to edit it. */
        record Viewing() implements Phase {}

        /** Waits for the gate. */
        record Saving() implements Phase {}

        /** Stored, nothing changed since. */
        record Stored() implements Phase {}

        /** Somebody else saved first: which fields differ from what this form had seen. */
        record Conflicting(int currentVersion, List<String> changedFields) implements Phase {
            public Conflicting {
                changedFields = List.copyOf(changedFields);
            }
        }

        /** The gate refused for a reason that no field can mend: no right, locked. */
        record Barred(Problem problem) implements Phase {}

        /** The record does not exist any more for this actor. */
        record Vanished() implements Phase {}
    }

    /**
     * What the session remembers between events.
     *
     * @param now the moment that TODAY and NOW mean
     * @param storedLines the stored rows of each line-items field, in order
     * @param related values read over lookups, by the record they belong to
     * @param waiting cells that are computed as soon as a related value is there
     * @param told what the gate refused, until its field changes
     * @param revision grows with every change of a value
     * @param nextKey the number of the next line's key
     */
    public record Memory(
            Instant now,
            Map<String, List<RecordId>> storedLines,
            Map<Reference, Map<String, @Nullable Object>> related,
            Set<Cell> waiting,
            List<Problem> told,
            int revision,
            int nextKey) {
        public Memory {
            storedLines = Map.copyOf(storedLines);
            related = Map.copyOf(related);
            waiting = Set.copyOf(waiting);
            told = List.copyOf(told);
        }

        Memory telling(List<Problem> problems) {
            return new Memory(now, storedLines, related, waiting, problems, revision, nextKey);
        }
    }

    /** A record that a lookup names. */
    public record Reference(String entity, RecordId id) {}

    /**
     * One value of the form.
     *
     * @param lines the line-items field, or null for the record itself
     * @param key the line, or null for the record itself
     */
    public record Cell(@Nullable String lines, @Nullable String key, String field) {

        static Cell of(String field) {
            return new Cell(null, null, field);
        }
    }
}
