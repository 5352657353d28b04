package dev.trellis.core.record;

import dev.trellis.core.access.EntityAccess;
import dev.trellis.core.access.Reach;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private int joins;

    private Tables(Session session, EntityAccess access, Shape root, String prefix) {
        this.session = session;
        this.prefix = prefix;
        this.access = access;
        this.root = new Node(root, prefix);
        this.joined = RecordSql.table(root.table(), prefix);
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

    /** Tells whether anything beside the root is needed. */
    boolean isJoined() {
        return joins > 0;
    }

    /** As {@link #column}, with what is only shown masked; whoever reads it masks it. */
    Field<Object> shown(Node node, FieldShape field, SqlName name) {
        var rights = access(node);
        var column = RecordSql.column(node.alias(), name);
        var viewers = rights.holders(field.id(), FieldRight.MASKED);
        return viewers.equals(rights.reach(Verb.READ)) ? column : DSL.when(condition(node, viewers), column);
    }

    /** Returns one column of a field, blank on records where no role of the actor shows the field. */
    Field<Object> column(Node node, FieldShape field, SqlName name) {
        var column = RecordSql.column(node.alias(), name);
        var guard = guard(node, field);
        return guard == null ? column : DSL.when(guard, column);
    }

    private @Nullable Condition guard(Node node, FieldShape field) {
        var rights = access(node);
        var readers = rights.readers(field.id());
        return readers.equals(rights.reach(Verb.READ)) ? null : condition(node, readers);
    }
}
