package dev.trellis.core.record;

import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.expression.SqlScope;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What the names of a filter mean in the statement of one actor. */
final class FilterScope implements SqlScope {

    private final Tables tables;
    private final Map<String, @Nullable Object> parameters;
    private int children;

    FilterScope(Tables tables, Map<String, @Nullable Object> parameters) {
        this.tables = tables;
        this.parameters = tables.session().valued(parameters);
    }

    @Override
    public Field<?> column(FieldPath path) {
        return part(path, 0);
    }

    @Override
    public Field<String> currency(FieldPath path) {
        return part(path, 1).coerce(String.class);
    }

    @Override
    public Field<?> worth(FieldPath path) {
        var found = found(path);
        return tables.column(
                found.node(tables), found.field(), found.field().worth().orElseThrow());
    }

    private Paths.Path found(FieldPath path) {
        return Paths.resolve(tables.session().schema(), tables.root().shape().id(), path.toString(), path.names())
                .orElseThrow(() -> new TrellisException("A checked path leads nowhere: " + path));
    }

    private Field<Object> part(FieldPath path, int part) {
        var found = found(path);
        SqlName column = found.field().columns().get(part);
        return tables.column(found.node(tables), found.field(), column);
    }

    @Override
    public SqlElements elements(FieldPath path) {
        var found = found(path);
        var links = found.field().links();
        if (links == null) {
            throw new TrellisException("A list that is not stored: " + path);
        }
        var node = found.node(tables);
        var guard = tables.guard(node, found.field());
        var condition = guard == null ? DSL.noCondition() : guard;
        return new SqlElements() {
            @Override
            public Field<?> value() {
                return links.value();
            }

            @Override
            public <T> Field<T> select(Field<T> aggregate, Condition holds) {
                return links.select(Selection.idOf(node), aggregate, condition.and(holds));
            }
        };
    }

    @Override
    public Field<?> way(FieldPath path) {
        var found = found(path);
        if (!found.field().isTree()) {
            // A plain lookup keeps no way: it knows only what stands directly above.
            return DSL.field("concat('/', {0}, '/')", String.class, column(path));
        }
        return tables.column(
                found.node(tables),
                found.field(),
                PhysicalNames.path(found.field().id()));
    }

    @Override
    public Field<?> rate(Field<String> currency, Field<?> day) {
        return StoredRates.select(tables.session().model(), currency, day);
    }

    @Override
    public SqlRows rows(String childrenField) {
        var root = tables.root();
        var field = root.shape().known(childrenField);
        var child = tables.session().model().known(field.lines().orElseThrow());
        var inner = Tables.visible(tables.session(), child, root.alias() + "c" + ++children);
        var scope = new FilterScope(inner, parameters);
        return new SqlRows() {
            @Override
            public SqlScope row() {
                return scope;
            }

            @Override
            public <T> Field<T> select(Field<T> aggregate) {
                var alias = inner.root().alias();
                return DSL.field(DSL.select(aggregate)
                        .from(inner.joined())
                        .where(RecordSql.column(alias, PhysicalNames.column(SystemFields.PARENT))
                                .eq(RecordSql.column(root.alias(), PhysicalNames.column(SystemFields.ID))))
                        .and(ReachSql.living(alias))
                        .and(ReachSql.notHidden(tables.session(), child, alias)));
            }
        };
    }

    @Override
    public Instant now() {
        return tables.session().now();
    }

    @Override
    public ZoneId zone() {
        return tables.session().model().schema().zone();
    }

    @Override
    public String currency() {
        return tables.session().model().schema().currency();
    }

    @Override
    public @Nullable ExpressionRow user() {
        return tables.session().userRow();
    }

    @Override
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }
}
