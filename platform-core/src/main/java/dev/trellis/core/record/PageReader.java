package dev.trellis.core.record;

import dev.trellis.core.access.Candidate;
import dev.trellis.core.access.Shared;
import dev.trellis.core.advice.Asked;
import dev.trellis.core.advice.FieldUse;
import dev.trellis.core.collation.SortKeys;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.ExpressionSql;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.RecordQuery.Count;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads pages of records: one statement, a second one to count. */
@Singleton
class PageReader {

    private static final int COUNTED_TO = 1_000;

    private final RecordSql sql;
    private final RecordReader reader;
    private final FieldUse use;

    PageReader(RecordSql sql, RecordReader reader, FieldUse use) {
        this.use = use;
        this.sql = sql;
        this.reader = reader;
    }

    QueryResult query(Session session, RecordQuery query) {
        return query(session, query, false);
    }

    /** @param beginning whether the search text must stand at the beginning of the title */
    QueryResult query(Session session, RecordQuery query, boolean beginning) {
        var shape = session.model().shape(query.entity());
        if (shape.isEmpty() || session.schema().entity(query.entity()).isEmpty()) {
            return new QueryResult.Invalid(List.of(unknownEntity(query.entity())));
        }
        for (var verb : query.deleted() ? List.of(Verb.READ, Verb.DELETE) : List.of(Verb.READ)) {
            if (!session.access(shape.get()).may(verb)) {
                return new QueryResult.Denied(RecordProblem.mayNot(verb, shape.get()));
            }
        }
        return query(session, shape.get(), query, beginning);
    }

    static Problem unknownEntity(String name) {
        return Problem.at("entity", RecordProblem.UNKNOWN_ENTITY).with("name", name);
    }

    private QueryResult query(Session session, Shape shape, RecordQuery query, boolean beginning) {
        var question = new Kept.Page(query, beginning);
        var kept = session.schema().kept(question).filter(there -> there.holds(session));
        if (kept.isPresent()) {
            return page(session, query, kept.get());
        }
        var problems = new ArrayList<Problem>();
        if (query.limit() < 0 || query.limit() > RecordQuery.MAX_LIMIT || query.offset() < 0) {
            problems.add(Problem.at("limit", RecordProblem.BAD_LIMIT).with("max", RecordQuery.MAX_LIMIT));
        }
        var filter = filter(session, shape, query.filter(), query.parameters(), problems);
        var tables = Tables.visible(session, shape, "t");
        var selection = new Selection(tables);
        var lines = new LinkedHashMap<FieldShape, Set<String>>();
        for (var text : query.paths()) {
            var path = Paths.resolve(session.schema(), shape.id(), text)
                    .filter(found -> found.field().isStored());
            if (path.isPresent()) {
                selection.add(path.get());
            } else {
                RecordReader.addLines(session, session.schema(), shape, text, lines, problems);
            }
        }
        var sorting = Sorting.of(tables, query.sort(), query.deleted(), problems);
        var cursor = cursor(query, problems);
        if (!problems.isEmpty()) {
            return new QueryResult.Invalid(problems);
        }
        var where = where(tables, query, filter, beginning);
        int keysAt = selection.columns().size();
        var columns = new ArrayList<Field<?>>(selection.columns());
        columns.addAll(sorting.columns());
        var statements = sorting.parts(cursor, query.offset()).stream()
                .map(part -> sql.render(sql.build()
                        .select(columns)
                        .from(tables.joined())
                        .where(where.and(part.where()))
                        .orderBy(part.order())
                        .limit(query.limit() + 1)
                        .offset(query.offset())))
                .toList();
        var ground = isSteady(session, query, filter)
                ? Kept.ground(session, tables)
                : Optional.<Map<String, Set<Shared>>>empty();
        var made = new Kept(
                ground.orElse(Map.of()),
                selection,
                lines,
                keysAt,
                statements,
                query.count() == Count.NONE ? null : counting(session, shape, query, filter, beginning),
                asked(shape, query, filter));
        ground.ifPresent(_ -> session.schema().keep(question, made));
        return page(session, query, made);
    }

    /** Tells whether the same question makes the same statement, and comes again. */
    private static boolean isSteady(Session session, RecordQuery query, Optional<CompiledExpression> filter) {
        return query.after() == null
                && query.offset() == 0
                && query.parameters().values().stream().noneMatch(session::isForeign)
                && (query.search() == null || query.search().isBlank())
                && (filter.isEmpty() || Kept.isSteady(filter.get()));
    }

    private QueryResult.Page page(Session session, RecordQuery query, Kept statement) {
        use.note(query.entity(), statement.asked());
        var selection = statement.selection();
        var rows = rows(query, statement);
        var page = rows.subList(0, Math.min(rows.size(), query.limit()));
        var next =
                rows.size() > query.limit() ? next(selection, query.sort(), page.getLast(), statement.keysAt()) : null;
        var candidates = new HashMap<RecordId, Candidate>();
        page.forEach(row -> candidates.put(selection.id(row), selection.candidate(row)));
        var items = reader.withLines(
                session,
                session.schema(),
                candidates,
                reader.labelled(selection, page.stream().map(selection::read).toList()),
                statement.lines());
        return new QueryResult.Page(items, next, count(query, statement.counting()));
    }

    /** Reads part after part until the page is full, and one row more. */
    private List<@Nullable Object[]> rows(RecordQuery query, Kept statement) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (var part : statement.parts()) {
            if (query.limit() > 0 && rows.size() <= query.limit()) {
                rows.addAll(sql.fetch(part.text(), part.values()));
            }
        }
        return rows;
    }

    /** By what a list is asked for: advice about indexes wants to know. */
    private static Asked asked(Shape shape, RecordQuery query, Optional<CompiledExpression> filter) {
        var sorted = new HashSet<String>();
        query.sort().forEach(key -> sorted.add(key.path()));
        var filtered = new HashSet<String>();
        filter.ifPresent(expression -> expression.references().stream()
                .filter(path -> path.root() == FieldPath.Root.RECORD)
                .forEach(path -> filtered.add(path.first())));
        sorted.removeIf(field -> shape.entity().field(field).isEmpty());
        filtered.removeIf(field -> shape.entity().field(field).isEmpty());
        return new Asked(filtered, sorted);
    }

    private static String next(Selection selection, List<SortKey> sort, @Nullable Object[] row, int keysAt) {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < sort.size(); i++) {
            values.add(row[keysAt + i]);
        }
        return new Cursor(values, selection.id(row).value()).text(sort);
    }

    private static Optional<Cursor> cursor(RecordQuery query, List<Problem> problems) {
        if (query.after() == null) {
            return Optional.empty();
        }
        var cursor = Cursor.read(query.after(), query.sort());
        if (cursor.isEmpty()) {
            problems.add(Problem.at("after", RecordProblem.BAD_CURSOR).with("given", query.after()));
        }
        return cursor;
    }

    /** Checks a filter against what the actor may see; faults are added to {@code problems}. */
    static Optional<CompiledExpression> filter(
            Session session,
            Shape shape,
            @Nullable String text,
            Map<String, @Nullable Object> parameters,
            List<Problem> problems) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        var types = new HashMap<String, ValueType>();
        parameters.forEach((name, value) -> types.put(name, type(value)));
        return switch (session.schema().condition(shape.id(), text, types)) {
            case Checked.Valid(var expression) -> {
                if (!expression.isPushable()) {
                    problems.add(Problem.at("filter", RecordProblem.NOT_FILTERABLE));
                }
                yield Optional.of(expression);
            }
            case Checked.Invalid(var faults) -> {
                faults.forEach(fault -> problems.add(fault.under("filter")));
                yield Optional.empty();
            }
        };
    }

    private static ValueType type(@Nullable Object parameter) {
        return switch (parameter) {
            case null -> ValueType.BLANK;
            case BigDecimal _ -> ValueType.NUMBER;
            case Boolean _ -> ValueType.BOOL;
            case LocalDate _ -> ValueType.DATE;
            case Instant _ -> ValueType.DATE_TIME;
            case LocalTime _ -> ValueType.TIME;
            case Money _ -> ValueType.MONEY;
            case RecordId _ -> ValueType.Ref.ANY;
            default -> ValueType.TEXT;
        };
    }

    private static Condition where(
            Tables tables, RecordQuery query, Optional<CompiledExpression> filter, boolean beginning) {
        var root = tables.root();
        var where = tables.condition(root, tables.access(root).reach(Verb.READ));
        if (query.also() != null) {
            where = where.and(tables.condition(root, tables.access(root).reach(query.also())));
        }
        where = query.deleted()
                ? where.and(ReachSql.deleted(root.alias()))
                        .and(tables.condition(root, tables.access(root).reach(Verb.DELETE)))
                : where.and(ReachSql.living(root.alias()));
        if (filter.isPresent()) {
            where = where.and(ExpressionSql.condition(filter.get(), new FilterScope(tables, query.parameters())));
        }
        if (query.search() != null && !query.search().isBlank()) {
            where = where.and(search(tables, query.search().strip(), beginning));
        }
        return where;
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static Condition search(Tables tables, String text, boolean beginning) {
        var root = tables.root();
        var title = root.shape().title();
        if (tables.session().schema().readable(root.shape().id(), title.id()).isEmpty()) {
            return DSL.falseCondition();
        }
        var escaped = escaped(text.toLowerCase(Locale.ROOT));
        var column = tables.column(root, title, title.columns().getFirst()).coerce(String.class);
        var like = DSL.lower(column).like(DSL.val((beginning ? "" : "%") + escaped + "%"), '!');
        if (title.definition().type().orderedBy().isEmpty()) {
            return like;
        }
        // By its beginning also as it is put in order: without accents, and as Chinese sounds.
        var key = tables.column(root, title, title.order()).coerce(String.class);
        return like.or(key.like(DSL.val(escaped(SortKeys.of(text)) + "%"), '!'));
    }

    private RecordSql.Rendered counting(
            Session session, Shape shape, RecordQuery query, Optional<CompiledExpression> filter, boolean beginning) {
        var tables = Tables.visible(session, shape, "t");
        var where = where(tables, query, filter, beginning);
        var matching =
                sql.build().select(DSL.one().as("one")).from(tables.joined()).where(where);
        return sql.render(
                query.count() == Count.EXACT
                        ? sql.build().selectCount().from(tables.joined()).where(where)
                        : sql.build()
                                .selectCount()
                                .from(matching.limit(COUNTED_TO + 1).asTable("m")));
    }

    private QueryResult.@Nullable Total count(RecordQuery query, RecordSql.@Nullable Rendered counting) {
        if (counting == null) {
            return null;
        }
        long value =
                RecordSql.number(sql.fetch(counting.text(), counting.values()).getFirst()[0]);
        return query.count() == Count.CAPPED && value > COUNTED_TO
                ? new QueryResult.Total(COUNTED_TO, true)
                : new QueryResult.Total(value, false);
    }
}
