package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A place for records without an owner, from which members take what they will look after. A record is in the pool while
 * it has no owner and its pool field names the pool.
 *
 * @param entity whose records
 * @param field the choice field of the entity that says in which pool a record is; its options are the pools' ids
 * @param members the roles that see the pool and claim from it
 * @param administrators the roles that assign from it and take records out of it
 * @param visible the fields that members see of a record as long as it is in the pool
 * @param masked the fields of which members see only a part as long as the record is in the pool
 * @param claimedField the field that takes the time at which the record was taken out, or null
 * @param reasonField the field that takes the reason for which the record came in, or null
 * @param limits what a member may take
 * @param exempt an expression: such records are never taken from their owner; null for none
 * @param recycle when a record is taken from its owner
 * @param reminders when an owner is reminded of a record
 */
public record PoolDefinition(
        String id,
        Label label,
        String entity,
        String field,
        Set<String> members,
        Set<String> administrators,
        List<String> visible,
        List<String> masked,
        @Nullable String claimedField,
        @Nullable String reasonField,
        Limits limits,
        @Nullable String exempt,
        List<Recycle> recycle,
        List<Reminder> reminders)
        implements Definition {

    public PoolDefinition {
        members = Collections.unmodifiableSet(new TreeSet<>(members));
        administrators = Collections.unmodifiableSet(new TreeSet<>(administrators));
        visible = List.copyOf(visible);
        masked = List.copyOf(masked);
        reminders = List.copyOf(reminders);
        recycle = List.copyOf(recycle);
    }

    @Override
    public Kind kind() {
        return Kind.POOL;
    }

    /** The condition that holds for the records in the pool. */
    public String inIt() {
        return "ISBLANK(%s) AND %s = \"%s\"".formatted(SystemFields.OWNER, field, id);
    }

    /** Tells whether somebody with these roles sees the pool. */
    public boolean admits(Set<String> roles) {
        return roles.stream().anyMatch(role -> members.contains(role) || administrators.contains(role));
    }

    /** Tells whether somebody with these roles assigns from it. */
    public boolean isRunBy(Set<String> roles) {
        return roles.stream().anyMatch(administrators::contains);
    }

    public Optional<Recycle> recycling(String rule) {
        return recycle.stream().filter(each -> each.id().equals(rule)).findFirst();
    }

    /**
     * What a member may take; 0 for no limit.
     *
     * @param perDay claims on one day of the business zone
     * @param holding records of the entity owned at one time
     * @param holdingWhen an expression: only such records count as held; null for all
     * @param coolDownDays for how long a former owner cannot claim the record again
     */
    public record Limits(int perDay, int holding, @Nullable String holdingWhen, int coolDownDays) {}

    /**
     * When a record is taken from its owner: the condition holds and none of the times is within so many days.
     *
     * @param when an expression, or null for all records of the entity
     * @param since date-time fields; the latest counts, a record without any is taken by the time it was made
     * @param days the time to let pass
     * @param warnDays how many days before the owner is warned; 0 for no warning
     */
    public record Recycle(String id, Label label, @Nullable String when, List<String> since, int days, int warnDays) {
        public Recycle {
            since = List.copyOf(since);
        }
    }

    /**
     * When somebody is reminded of a record that was left alone, once a day: the owner, and from some day on the manager.
     *
     * @param when an expression, or null for all records of the entity
     * @param since date-time fields; the latest counts
     * @param days the time to let pass
     * @param managerDays after how many days the manager learns of it, too; 0 for never
     */
    public record Reminder(
            String id, Label label, @Nullable String when, List<String> since, int days, int managerDays) {
        public Reminder {
            since = List.copyOf(since);
        }
    }
}
