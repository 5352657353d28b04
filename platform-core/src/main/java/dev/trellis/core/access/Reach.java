package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records somebody reaches: all, or those of some owners and some departments. A predicate in SQL and a check of
 * one row are both made of it, so they cannot differ.
 */
public record Reach(boolean all, Set<RecordId> owners, Set<RecordId> departments) {

    public static final Reach NOTHING = new Reach(false, Set.of(), Set.of());
    public static final Reach ALL = new Reach(true, Set.of(), Set.of());

    public Reach {
        owners = all ? Set.of() : Set.copyOf(owners);
        departments = all ? Set.of() : Set.copyOf(departments);
    }

    public boolean covers(@Nullable RecordId owner, @Nullable RecordId department) {
        return all
                || (owner != null && owners.contains(owner))
                || (department != null && departments.contains(department));
    }

    public boolean isNothing() {
        return !all && owners.isEmpty() && departments.isEmpty();
    }

    /** Returns what is reached by one of the two. */
    public Reach or(Reach other) {
        if (all || other.isNothing()) {
            return this;
        }
        if (other.all || isNothing()) {
            return other;
        }
        var moreOwners = new HashSet<>(owners);
        moreOwners.addAll(other.owners);
        var moreDepartments = new HashSet<>(departments);
        moreDepartments.addAll(other.departments);
        return new Reach(false, moreOwners, moreDepartments);
    }
}
