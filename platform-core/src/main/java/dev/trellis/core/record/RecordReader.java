package dev.trellis.core.record;

import dev.trellis.core.access.Candidate;
import dev.trellis.core.access.Shared;
import dev.trellis.core.access.Standing;
import dev.trellis.core.advice.Asked;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.schema.PhysicalNames;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads single records with their lines, as far as the actor may see them. */
@Singleton
class RecordReader {

    /** Stands in a kept statement for the id that is asked for; no record has it. */
    private static final Long ANY_ID = Long.MIN_VALUE;

    private final RecordSql sql;
    private final RecordStore store;
    private final Titles titles;

    RecordReader(RecordSql sql, RecordStore store, Titles titles) {
        this.sql = sql;
        this.store = store;
        this.titles = titles;
    }

    FindResult find(Session session, String entity, RecordId id, Set<String> paths) {
        var shape = session.model().shape(entity);
        if (shape.isEmpty()
                || (!session.tasks().mayBe() && !session.access(shape.get()).may(Verb.READ))) {
            return new FindResult.NotFound();
        }
        var hidden = session.tasks().hidden(entity, id);
        var plain = find(session, Tasks.schema(session, shape.get(), null, hidden), false, shape.get(), id, paths);
        if (shape.get().isOwned()) {
            return plain;
        }
        var task = plain instanceof FindResult.Found(var record) && record.lock() == null
                ? session.tasks().handed(entity, id)
                : session.tasks().grant(entity, id);
        if (task.isEmpty()) {
            return plain;
        }
        boolean writes = task.get().fields().containsValue(FieldRight.WRITE);
        return find(session, Tasks.schema(session, shape.get(), task.get(), hidden), writes, shape.get(), id, paths);
    }

    /** What exists for the actor where one record is looked at: more by an open task, less by what a step hides. */
    ActorSchema schema(Session session, String entity, RecordId id) {
        var shape = session.model().shape(entity).filter(found -> !found.isOwned());
        if (shape.isEmpty() || !session.tasks().mayBe()) {
            return session.schema();
        }
        var row = store.load(shape.get(), List.of(id), false).get(id);
        return row == null
                ? session.schema()
                : Tasks.schema(
                        session,
                        shape.get(),
                        Tasks.grant(session, row),
                        session.tasks().hidden(entity, id));
    }

    /** As {@link #schema(Session, String, RecordId)}, as far as some paths go. */
    ActorSchema schema(Session session, String entity, RecordId id, Collection<String> paths) {
        var known = session.schema();
        boolean isEnough = known.entity(entity).isPresent()
                && session.tasks().hidden(entity, id).isEmpty()
                && session.tasks().handed(entity, id).isEmpty()
                && paths.stream()
                        .allMatch(path -> Paths.resolve(known, entity, path)
                                .filter(found -> found.field().lines().isEmpty())
                                .isPresent());
        return isEnough ? known : schema(session, entity, id);
    }

    /** Tells which paths do not exist for the actor on the record that a change is about. */
    List<Problem> faults(Session session, Change change, Collection<String> paths) {
        var shape = session.model().shape(change.entity());
        var id = StoredStage.id(change);
        var schema = id == null ? session.schema() : schema(session, change.entity(), id, paths);
        if (shape.isEmpty() || !schema.access().on(change.entity()).may(Verb.READ)) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        for (var text : paths) {
            if (Paths.resolve(schema, change.entity(), text)
                    .filter(found -> found.field().isStored())
                    .isEmpty()) {
                addLines(session, schema, shape.get(), text, new LinkedHashMap<>(), problems);
            }
        }
        return problems;
    }

    /** See {@link Records#standing}. */
    Optional<Standing> standing(Session session, String entity, RecordId id) {
        var shape = session.model().shape(entity).filter(found -> !found.isOwned());
        return shape.flatMap(found -> Optional.ofNullable(
                        store.load(found, List.of(id), false).get(id)))
                .map(row -> standing(session, shape.get(), row));
    }

    private Standing standing(Session session, Shape shape, Row row) {
        var candidate = session.candidate(row);
        var rights = session.access(shape);
        var grant = Tasks.grant(session, row);
        var hidden = session.tasks().hidden(shape.id(), row.id());
        var closed = grant == null ? Set.<String>of() : grant.closed();
        var fields = new HashMap<String, FieldRight>();
        var byRole = new HashMap<String, Map<String, FieldRight>>();
        for (var field : Tasks.schema(session, shape, grant, Set.of()).fields(shape.id())) {
            var right = rights.right(field.id(), Verb.EDIT, candidate);
            fields.put(
                    field.id(),
                    hidden.contains(field.id())
                            ? FieldRight.NONE
                            : closed.contains(field.id()) && right == FieldRight.WRITE ? FieldRight.READ : right);
            byRole.put(field.id(), rights.rightsByRole(field.id(), candidate));
        }
        return new Standing(
                Arrays.stream(Verb.values())
                        .filter(verb -> rights.may(verb, candidate))
                        .collect(Collectors.toSet()),
                rights.mayShare(candidate),
                row.owner(),
                row.lock(),
                row.openFields(),
                grant != null,
                grant == null ? Map.of() : grant.fields(),
                session.access().pools(shape.id(), candidate),
                session.access().recipients(),
                session.access().grounds(shape.id(), candidate),
                fields,
                byRole,
                hidden,
                closed);
    }

    /** Reads those of some records that the roles of the actor reach; an open task adds nothing here. */
    List<StoredRecord> among(Session session, String entity, Collection<RecordId> ids, Collection<String> paths) {
        var shape = session.model().shape(entity);
        if (shape.isEmpty() || !session.access(shape.get()).may(Verb.READ)) {
            return List.of();
        }
        var tables = Tables.visible(session, shape.get(), "t");
        var selection = new Selection(tables);
        for (var text : paths) {
            Paths.resolve(session.schema(), entity, text).ifPresent(selection::add);
        }
        var found = sql.fetch(sql.build()
                .select(selection.columns())
                .from(tables.joined())
                .where(Selection.idOf(tables.root())
                        .in(ids.stream()
                                .map(id -> DSL.val((Object) id.value(), Object.class))
                                .toList()))
                .and(ReachSql.living(tables.root().alias()))
                .and(tables.condition(
                        tables.root(), tables.access(tables.root()).reach(Verb.READ))));
        return labelled(selection, found.stream().map(selection::read).toList());
    }

    /** Tells which of some records the roles of the actor reach with a verb, besides reading them. */
    Set<RecordId> reached(Session session, String entity, Collection<RecordId> ids, Verb verb) {
        var shape = session.model().shape(entity);
        if (shape.isEmpty()
                || !session.access(shape.get()).may(Verb.READ)
                || !session.access(shape.get()).may(verb)) {
            return Set.of();
        }
        var tables = Tables.visible(session, shape.get(), "t");
        var root = tables.root();
        var found = sql.fetch(sql.build()
                .select(Selection.idOf(root))
                .from(tables.joined())
                .where(Selection.idOf(root)
                        .in(ids.stream()
                                .map(id -> DSL.val((Object) id.value(), Object.class))
                                .toList()))
                .and(ReachSql.living(root.alias()))
                .and(tables.condition(root, tables.access(root).reach(Verb.READ)))
                .and(tables.condition(root, tables.access(root).reach(verb))));
        return found.stream()
                .map(row -> new RecordId(RecordSql.number(row[0])))
                .collect(Collectors.toUnmodifiableSet());
    }

    List<StoredRecord> labelled(Selection selection, List<StoredRecord> records) {
        return selection.labelled(titles, records);
    }

    private FindResult find(
            Session session, ActorSchema schema, boolean writesByTask, Shape shape, RecordId id, Set<String> paths) {
        var question = new Kept.ById(shape.id(), List.copyOf(paths));
        var kept = schema.kept(question).filter(there -> there.holds(session));
        if (kept.isPresent()) {
            var values = new ArrayList<@Nullable Object>(
                    kept.get().parts().getFirst().values());
            values.set(values.indexOf(ANY_ID), id.value());
            return found(
                    session,
                    schema,
                    writesByTask,
                    id,
                    kept.get(),
                    sql.fetch(kept.get().parts().getFirst().text(), values));
        }
        var access = schema.access().on(shape.id());
        var tables = Tables.with(access, session, shape, "t");
        var selection = new Selection(tables);
        var problems = new ArrayList<Problem>();
        var lines = new LinkedHashMap<FieldShape, Set<String>>();
        for (var text : paths.isEmpty() ? readable(schema, shape) : paths) {
            var path = Paths.resolve(schema, shape.id(), text)
                    .filter(found -> found.field().isStored());
            if (path.isEmpty()) {
                addLines(session, schema, shape, text, lines, problems);
            } else {
                selection.add(path.get());
            }
        }
        if (!problems.isEmpty()) {
            return new FindResult.Invalid(problems);
        }
        var statement = sql.render(sql.build()
                .select(selection.columns())
                .from(tables.joined())
                .where(Selection.idOf(tables.root()).eq(DSL.val((Object) ANY_ID, Object.class)))
                .and(ReachSql.living(tables.root().alias()))
                .and(tables.condition(tables.root(), access.reach(Verb.READ))));
        var ground =
                schema == session.schema() ? Kept.ground(session, tables) : Optional.<Map<String, Set<Shared>>>empty();
        var made = new Kept(ground.orElse(Map.of()), selection, lines, 0, List.of(statement), null, Asked.BY_NOTHING);
        ground.ifPresent(_ -> schema.keep(question, made));
        var values = new ArrayList<@Nullable Object>(statement.values());
        values.set(values.indexOf(ANY_ID), id.value());
        return found(session, schema, writesByTask, id, made, sql.fetch(statement.text(), values));
    }

    private FindResult found(
            Session session,
            ActorSchema schema,
            boolean writesByTask,
            RecordId id,
            Kept statement,
            List<@Nullable Object[]> found) {
        var selection = statement.selection();
        if (found.isEmpty()) {
            return new FindResult.NotFound();
        }
        var row = found.getFirst();
        var may = selection.may(row);
        if (writesByTask) {
            may = new StoredRecord.May(true, may.delete(), may.transfer(), may.history());
        }
        var record = selection.read(row, may);
        return new FindResult.Found(withLines(
                        session,
                        schema,
                        Map.of(id, selection.candidate(row)),
                        labelled(selection, List.of(record)),
                        statement.lines())
                .getFirst());
    }

    /** Returns every field of an entity that exists for the actor, line items included. */
    private static Set<String> readable(ActorSchema schema, Shape shape) {
        var names = new LinkedHashSet<String>();
        schema.fields(shape.id()).forEach(field -> names.add(field.id()));
        return names;
    }

    /** Understands {@code lines} and {@code lines.quantity}. */
    static void addLines(
            Session session,
            ActorSchema schema,
            Shape shape,
            String text,
            Map<FieldShape, Set<String>> lines,
            List<Problem> problems) {
        var names = text.split("\\.", 2);
        var field =
                schema.shape(shape.id(), names[0]).filter(found -> found.lines().isPresent());
        if (field.isEmpty()) {
            problems.add(RecordProblem.unknownField(RecordProblem.UNKNOWN_FIELD_ASKED, "fields", text, shape, schema));
            return;
        }
        var child = session.model().known(field.get().lines().orElseThrow());
        var wanted = lines.computeIfAbsent(field.get(), _ -> new LinkedHashSet<>());
        if (names.length == 1) {
            wanted.addAll(readable(schema, child));
        } else if (Paths.resolve(schema, child.id(), names[1]).isPresent()) {
            wanted.add(names[1]);
        } else {
            problems.add(RecordProblem.unknownField(RecordProblem.UNKNOWN_FIELD_ASKED, "fields", text, shape, schema));
        }
    }

    /**
     * Adds the lines to records that the actor may read, one statement per field for all of them; a record on which no
     * role shows the field goes without.
     */
    List<StoredRecord> withLines(
            Session session,
            ActorSchema schema,
            Map<RecordId, Candidate> candidates,
            List<StoredRecord> records,
            Map<FieldShape, Set<String>> wanted) {
        if (wanted.isEmpty() || records.isEmpty()) {
            return records;
        }
        var values = new LinkedHashMap<RecordId, Map<String, @Nullable Object>>();
        records.forEach(record -> values.put(record.id(), new LinkedHashMap<>(record.values())));
        wanted.forEach((field, paths) -> {
            var shown = records.stream()
                    .filter(record -> shows(session, schema, record, field, candidates))
                    .toList();
            var byParent = lines(session, schema, candidates, field, paths, shown);
            shown.forEach(record -> values.getOrDefault(record.id(), new LinkedHashMap<>())
                    .put(field.id(), byParent.getOrDefault(record.id(), List.of())));
        });
        return records.stream()
                .map(record -> new StoredRecord(
                        record.entity(),
                        record.id(),
                        record.version(),
                        values.getOrDefault(record.id(), record.values()),
                        record.labels(),
                        record.lock(),
                        record.may()))
                .toList();
    }

    private static boolean shows(
            Session session,
            ActorSchema schema,
            StoredRecord record,
            FieldShape field,
            Map<RecordId, Candidate> candidates) {
        if (session.tasks().hidden(record.entity(), record.id()).contains(field.id())) {
            return false;
        }
        var candidate = candidates.get(record.id());
        return candidate == null
                || schema.access().on(record.entity()).right(field.id(), Verb.READ, candidate) != FieldRight.NONE;
    }

    private Map<RecordId, List<StoredRecord>> lines(
            Session session,
            ActorSchema schema,
            Map<RecordId, Candidate> candidates,
            FieldShape field,
            Set<String> paths,
            List<StoredRecord> parents) {
        var child = session.model().known(field.lines().orElseThrow());
        var tables = Tables.with(schema.access().on(child.id()), session, child, "l");
        var selection = new Selection(tables);
        paths.forEach(text -> Paths.resolve(schema, child.id(), text).ifPresent(selection::add));
        var alias = tables.root().alias();
        var mays = new LinkedHashMap<RecordId, StoredRecord.May>();
        parents.forEach(parent -> mays.put(parent.id(), parent.may()));
        var parent = RecordSql.column(alias, PhysicalNames.column(SystemFields.PARENT));
        var found = sql.fetch(sql.build()
                .select(selection.columns())
                .from(tables.joined())
                .where(parentIn(parent, mays.keySet()))
                .and(ReachSql.living(alias))
                .orderBy(
                        parent,
                        RecordSql.column(alias, PhysicalNames.column(SystemFields.POSITION)),
                        Selection.idOf(tables.root())));
        var byParent = new LinkedHashMap<RecordId, List<StoredRecord>>();
        var owners = new ArrayList<RecordId>();
        var read = new ArrayList<StoredRecord>();
        for (var row : found) {
            var owner = selection.reference(SystemFields.PARENT, row);
            var may = owner == null ? null : mays.get(owner);
            if (owner != null && may != null) {
                owners.add(owner);
                read.add(selection.read(row, may, candidates.getOrDefault(owner, selection.candidate(row))));
            }
        }
        var named = labelled(selection, read);
        for (int i = 0; i < named.size(); i++) {
            byParent.computeIfAbsent(owners.get(i), _ -> new ArrayList<>()).add(named.get(i));
        }
        return byParent;
    }

    private static Condition parentIn(org.jooq.Field<Object> parent, Collection<RecordId> ids) {
        return parent.in(ids.stream()
                .map(id -> DSL.val((Object) id.value(), Object.class))
                .toList());
    }
}
