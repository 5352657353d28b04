package dev.trellis.core.record;

import dev.trellis.core.access.EntityAccess;
import dev.trellis.core.access.Reach;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one statement: the entity asked for and those its paths lead to, joined once each. What lies beyond a
 * lookup is blank where the actor may not read the record there; a field that only some roles show is blank on the
 * records that those roles do not reach.
 */
final class Tables {

    private final Session session;
    private final String prefix;
    private final EntityAccess access;
    private final Node root;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private Table<?> joined;
    private final Set<String> extended = new HashSet<>();
    private final Set<Shape> guarded = new HashSet<>();
    private int joins;

    private Tables(Session session, EntityAccess access, Shape root, String prefix) {
        this.session = session;
        this.prefix = prefix;
        this.access = access;
        this.root = new Node(root, prefix);
        this.joined = RecordSql.table(root.table(), prefix);
        this.guarded.add(root);
    }

    /** The records as the actor of the session may see them. */
    static Tables visible(Session session, Shape root, String prefix) {
        return new Tables(session, session.access(root), root, prefix);
    }

    /** The records with other rights on the entity asked for: those of an open task, say. */
    static Tables with(EntityAccess access, Session session, Shape root, String prefix) {
        return new Tables(session, access, root, prefix);
    }

    EntityAccess access(Node node) {
        return node.equals(root) ? access : session.access(node.shape());
    }

    /** The records of an entity behind the names of one statement. */
    record Node(Shape shape, String alias) {}

    Session session() {
        return session;
    }

    Node root() {
        return root;
    }

    /** The root with everything joined so far. */
    Table<?> joined() {
        return joined;
    }

    /** Returns the living records behind a lookup, as far as the actor may read them. */
    Node beyond(Node from, FieldShape lookup) {
        return join(from, lookup, false);
    }

    /** Returns the record behind a lookup for its title only, which belongs to whoever may read the lookup. */
    Node titled(Node from, FieldShape lookup) {
        return join(from, lookup, true);
    }

    private Node join(Node from, FieldShape lookup, boolean titleOnly) {
        var key = from.alias() + "." + lookup.id() + (titleOnly ? "?" : "");
        var there = nodes.get(key);
        if (there != null) {
            return there;
        }
        var shape = session.model().known(lookup.target().orElseThrow());
        var node = new Node(shape, prefix + "_" + ++joins);
        var on = RecordSql.column(node.alias(), PhysicalNames.column(SystemFields.ID))
                .eq(RecordSql.column(from.alias(), lookup.columns().getFirst()));
        Condition condition =
                titleOnly ? on : on.and(ReachSql.living(node.alias())).and(readable(node));
        if (!titleOnly) {
            guarded.add(shape);
        }
        joined = joined.leftJoin(RecordSql.table(shape.table(), node.alias())).on(condition);
        nodes.put(key, node);
        return node;
    }

    private Condition readable(Node node) {
        return condition(node, access(node).reach(Verb.READ));
    }

    Condition condition(Node node, Reach reach) {
        return ReachSql.condition(session, node.shape(), node.alias(), reach);
    }

    /** Returns the entities of which the statement shows what the actor may see. */
    Set<Shape> guarded() {
        return guarded;
    }

    /** Tells whether anything beside the root is needed. */
    boolean isJoined() {
        return joins > 0;
    }

    /** As {@link #columns}, with what is only shown masked; whoever reads it masks it. */
    List<Field<?>> shown(Node node, FieldShape field) {
        var rights = access(node);
        var viewers = rights.holders(field.id(), FieldRight.MASKED);
        var guard = viewers.equals(rights.reach(Verb.READ)) ? null : condition(node, viewers);
        return columns(node, field, existing(node, field, guard));
    }

    /** Returns one column of a field, blank on records where no role of the actor shows the field. */
    Field<Object> column(Node node, FieldShape field, SqlName name) {
        var column = RecordSql.column(alias(node, field), name);
        var guard = guard(node, field);
        return guard == null ? column : DSL.when(guard, column);
    }

    /** Returns everything that a field is read from, as {@link FieldShape#read} takes it. */
    List<Field<?>> columns(Node node, FieldShape field) {
        return columns(node, field, guard(node, field));
    }

    private List<Field<?>> columns(Node node, FieldShape field, @Nullable Condition guard) {
        var links = field.links();
        if (links != null) {
            var all = links.all(Selection.idOf(node));
            return List.of(guard == null ? all : DSL.when(guard, all));
        }
        var alias = alias(node, field);
        return field.columns().stream()
                .map(name -> RecordSql.column(alias, name))
                .<Field<?>>map(column -> guard == null ? column : DSL.when(guard, column))
                .toList();
    }

    /** How many tables are joined. */
    int joins() {
        return joins;
    }

    /** Joins the extension table that holds a field, once. */
    private String alias(Node node, FieldShape field) {
        if (field.extension() == 0) {
            return node.alias();
        }
        var alias = node.alias() + "_x" + field.extension();
        if (extended.add(alias)) {
            joins++;
            joined = joined.leftJoin(RecordSql.table(node.shape().extension(field.extension()), alias))
                    .on(RecordSql.column(alias, PhysicalNames.RECORD).eq(Selection.idOf(node)));
        }
        return alias;
    }

    @Nullable
    Condition guard(Node node, FieldShape field) {
        var rights = access(node);
        var readers = rights.readers(field.id());
        return existing(node, field, readers.equals(rights.reach(Verb.READ)) ? null : condition(node, readers));
    }

    /** Narrows a guard to the records on which no open task of the actor hides the field. */
    private @Nullable Condition existing(Node node, FieldShape field, @Nullable Condition guard) {
        var hiding = session.tasks().hiding(node.shape().id(), field.id());
        if (hiding.isEmpty()) {
            return guard;
        }
        var exists = Selection.idOf(node).notIn(ReachSql.values(hiding));
        return guard == null ? exists : guard.and(exists);
    }
}
