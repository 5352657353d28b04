package dev.trellis.core.record;

import dev.trellis.core.access.Candidate;
import dev.trellis.core.access.Criterion;
import dev.trellis.core.access.Shared;
import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change on its way through the stages; each stage adds to it or refuses it. */
final class Pending {

    private final Change change;
    private final Shape shape;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, String> numbers;
    /** What the caller changed, as the approval lock names it: fields, and {@code lines.quantity} for those of lines. */
    private final Set<String> written = new LinkedHashSet<>();

    /** What rules added; nobody needs a right to it, and no lock stands against it. */
    private final Set<String> completed = new LinkedHashSet<>();

    private final Map<RecordId, Set<String>> writtenLines = new HashMap<>();
    private @Nullable Row before;
    private @Nullable Row after;
    private @Nullable TemporaryGrant grant;
    private Set<String> hidden = Set.of();
    private @Nullable SaveResult result;
    private Departure departure = Departure.ALONE;

    /** @param numbers what was drawn for auto-number fields outside the transaction */
    Pending(Change change, Shape shape, Map<String, String> numbers) {
        this.change = change;
        this.shape = shape;
        this.numbers = Map.copyOf(numbers);
    }

    Change change() {
        return change;
    }

    Shape shape() {
        return shape;
    }

    Map<String, String> numbers() {
        return numbers;
    }

    boolean isOpen() {
        return result == null;
    }

    boolean isCreate() {
        return change instanceof Change.Create;
    }

    /** Whether it gives a record new values, and has not been refused. */
    boolean writesValues() {
        return isOpen() && (change instanceof Change.Create || change instanceof Change.Update);
    }

    /** Whether it has given a record new values. */
    boolean hasWrittenValues() {
        return result instanceof SaveResult.Saved
                && (change instanceof Change.Create || change instanceof Change.Update);
    }

    void close(SaveResult outcome) {
        result = outcome;
    }

    /** Takes back a result whose writes were undone. */
    void reopen() {
        result = null;
    }

    @Nullable
    SaveResult result() {
        return result;
    }

    void fault(Problem problem) {
        problems.add(problem);
    }

    /** Notes what could not be checked. */
    void warn(Problem problem) {
        warnings.add(problem);
    }

    List<Problem> warnings() {
        return warnings;
    }

    List<Problem> problems() {
        return problems;
    }

    @Nullable
    Row before() {
        return before;
    }

    void before(Row row) {
        before = row;
    }

    /** The row as it will be; only after the merge. */
    Row after() {
        if (after == null) {
            throw new IllegalStateException("Nothing merged yet");
        }
        return after;
    }

    void after(Row row) {
        after = row;
    }

    /** What goes or comes back along. */
    Departure departure() {
        return departure;
    }

    void departure(Departure along) {
        departure = along;
    }

    boolean isMerged() {
        return after != null;
    }

    boolean isStoredLine(FieldShape field, Row line) {
        var stored = before == null ? null : before.lines(field.id());
        return stored != null && stored.stream().anyMatch(row -> row.id().equals(line.id()));
    }

    /** Returns the lines as they will be, beginning with those stored; read once, kept apart from the stored ones. */
    List<Row> lines(Session session, FieldShape field) {
        var there = after().lines(field.id());
        if (there != null) {
            return there;
        }
        var stored = before == null ? List.<Row>of() : session.related().lines(before, field);
        var copies = stored.stream().map(Row::copy).toList();
        after().lines(field.id(), copies);
        return copies;
    }

    void grant(@Nullable TemporaryGrant given) {
        grant = given;
    }

    /** Names the fields that do not exist for the actor on this record. */
    void hides(Set<String> fields) {
        hidden = Set.copyOf(fields);
    }

    boolean isGranted() {
        return grant != null;
    }

    /** Tells whether a field is open beyond the roles. */
    boolean isOpened(String field) {
        return grant != null && grant.fields().get(field) == FieldRight.WRITE;
    }

    boolean grantsWriting() {
        return grant != null && grant.fields().containsValue(FieldRight.WRITE);
    }

    Set<String> written() {
        return written;
    }

    Set<String> completed() {
        return completed;
    }

    Set<String> writtenLine(RecordId line) {
        return writtenLines.computeIfAbsent(line, _ -> new LinkedHashSet<>());
    }

    Verb verb() {
        return isCreate() ? Verb.CREATE : Verb.EDIT;
    }

    /** The stored record; a new one as it may still become, which is asked again when it is whole. */
    private Candidate candidate(Session session) {
        if (before != null) {
            return session.candidate(before);
        }
        return new Hoped(after().owner(), after().department());
    }

    private record Hoped(@Nullable RecordId owner, @Nullable RecordId department) implements Candidate {

        @Override
        public boolean isShared(Shared shared) {
            return false;
        }

        @Override
        public boolean holds(Criterion criterion) {
            return true;
        }
    }

    /** Returns the actor's right on a field of this very record. */
    FieldRight right(Session session, FieldShape field) {
        if (hidden.contains(field.id())) {
            return FieldRight.NONE;
        }
        var rights = session.access(shape);
        var right = rights.right(field.id(), verb(), candidate(session));
        return grant == null ? right : widened(rights.right(field.id()), right, field.id(), grant);
    }

    /** Tells whether a field is there for the actor: by roles on some record, or by what is open on this one. */
    boolean knows(Session session, FieldShape field) {
        return !hidden.contains(field.id())
                && (session.schema().right(shape.id(), field.id()) != FieldRight.NONE
                        || (grant != null && right(session, field) != FieldRight.NONE));
    }

    /** As {@link #knows}, of a field of this record's lines. */
    boolean knowsInLine(Session session, FieldShape lines, Shape child, FieldShape field) {
        return !hidden.contains(lines.id())
                && (session.schema().right(child.id(), field.id()) != FieldRight.NONE
                        || (grant != null && lineRight(session, lines, child, field) != FieldRight.NONE));
    }

    /** Returns the actor's right on a field of this record's lines. */
    FieldRight lineRight(Session session, FieldShape lines, Shape child, FieldShape field) {
        if (hidden.contains(lines.id())) {
            return FieldRight.NONE;
        }
        var rights = session.access(child);
        var right = rights.right(field.id(), verb(), candidate(session));
        return grant == null ? right : widened(rights.right(field.id()), right, lines.id(), grant);
    }

    /** With a task open, the fields the roles show are shown on this record too, and the task's fields besides. */
    private static FieldRight widened(FieldRight anywhere, FieldRight here, String field, TemporaryGrant grant) {
        var right = anywhere == FieldRight.NONE || here != FieldRight.NONE ? here : FieldRight.READ;
        if (grant.closed().contains(field)) {
            return FieldRight.READ;
        }
        var given = grant.fields().getOrDefault(field, FieldRight.NONE);
        return given.compareTo(right) > 0 ? given : right;
    }
}
