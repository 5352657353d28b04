package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a person stands to one record: what they may do with it, and what of the roles, shares and rules says so.
 *
 * @param verbs what the person may do with it
 * @param mayShare whether the person may let others at it
 * @param owner whose it is
 * @param lock the approval that locks it, or null
 * @param openFields the fields that stay open while it is locked
 * @param task whether an open task shows it to the person
 * @param taskFields what the open task opens of it beyond the roles
 * @param pools the pools that show it to the person
 * @param recipients everything that the person is when something is shared
 * @param grounds what each role says
 * @param fields the right on each field that exists for the person
 * @param fieldsByRole by field, what each role that reaches the record says
 * @param hidden the fields that an approval hides from the person on this record
 * @param closed the fields that an approval lets the person only read on this record
 */
public record Standing(
        Set<Verb> verbs,
        boolean mayShare,
        @Nullable RecordId owner,
        @Nullable RecordId lock,
        List<String> openFields,
        boolean task,
        Map<String, FieldRight> taskFields,
        List<String> pools,
        Set<String> recipients,
        List<Ground> grounds,
        Map<String, FieldRight> fields,
        Map<String, Map<String, FieldRight>> fieldsByRole,
        Set<String> hidden,
        Set<String> closed) {

    // Spelled out: a compact constructor loses the annotations.
    public Standing(
            Set<Verb> verbs,
            boolean mayShare,
            @Nullable RecordId owner,
            @Nullable RecordId lock,
            List<String> openFields,
            boolean task,
            Map<String, FieldRight> taskFields,
            List<String> pools,
            Set<String> recipients,
            List<Ground> grounds,
            Map<String, FieldRight> fields,
            Map<String, Map<String, FieldRight>> fieldsByRole,
            Set<String> hidden,
            Set<String> closed) {
        this.verbs = Set.copyOf(verbs);
        this.mayShare = mayShare;
        this.owner = owner;
        this.lock = lock;
        this.openFields = List.copyOf(openFields);
        this.task = task;
        this.taskFields = Map.copyOf(taskFields);
        this.pools = List.copyOf(pools);
        this.recipients = Set.copyOf(recipients);
        this.grounds = List.copyOf(grounds);
        this.fields = Map.copyOf(fields);
        this.fieldsByRole = Map.copyOf(fieldsByRole);
        this.hidden = Set.copyOf(hidden);
        this.closed = Set.copyOf(closed);
    }

    /** Tells whether the open task lets the person write something. */
    public boolean writesByTask() {
        return taskFields.containsValue(FieldRight.WRITE);
    }

    public boolean may(Verb verb) {
        return verbs.contains(verb);
    }
}
