package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which records somebody reaches: all, or those of some owners and some departments, those shared by hand, and those of
 * which a criterion holds. A predicate in SQL and a check of one row are both made of it, so they cannot differ.
 *
 * @param shared null where shares by hand add nothing
 * @param limited reached as far as a criterion holds
 */
public record Reach(
        boolean all,
        Set<RecordId> owners,
        Set<RecordId> departments,
        @Nullable Shared shared,
        Set<Limited> limited) {

    public static final Reach NOTHING = of(Set.of(), Set.of());
    public static final Reach ALL = new Reach(true, Set.of(), Set.of(), null, Set.of());

    // Spelled out: a compact constructor loses the annotation.
    public Reach(
            boolean all,
            Set<RecordId> owners,
            Set<RecordId> departments,
            @Nullable Shared shared,
            Set<Limited> limited) {
        this.all = all;
        this.owners = all ? Set.of() : Set.copyOf(owners);
        this.departments = all ? Set.of() : Set.copyOf(departments);
        this.shared = all ? null : shared;
        this.limited = all ? Set.of() : Set.copyOf(limited);
    }

    /** Of the records within, those of which the criterion holds. */
    public record Limited(Reach within, Criterion criterion) {}

    public static Reach of(Set<RecordId> owners, Set<RecordId> departments) {
        return new Reach(false, owners, departments, null, Set.of());
    }

    /** The records shared by hand. */
    public static Reach of(Shared shared) {
        return new Reach(false, Set.of(), Set.of(), shared, Set.of());
    }

    /** Returns the records reached of which the criterion holds. */
    public Reach where(Criterion criterion) {
        return isNothing() ? this : new Reach(false, Set.of(), Set.of(), null, Set.of(new Limited(this, criterion)));
    }

    public boolean covers(Candidate record) {
        var owner = record.owner();
        var department = record.department();
        return all
                || (owner != null && owners.contains(owner))
                || (department != null && departments.contains(department))
                || (shared != null && record.isShared(shared))
                || limited.stream().anyMatch(part -> part.within().covers(record) && record.holds(part.criterion()));
    }

    public boolean isNothing() {
        return !all && owners.isEmpty() && departments.isEmpty() && shared == null && limited.isEmpty();
    }

    /** Returns everything that must be asked of a record besides owner and department. */
    public Set<Criterion> criteria() {
        return limited.stream()
                .flatMap(part -> {
                    var all = new HashSet<>(part.within().criteria());
                    all.add(part.criterion());
                    return all.stream();
                })
                .collect(Collectors.toSet());
    }

    /** Returns what is reached by one of the two. */
    public Reach or(Reach other) {
        if (all || other.isNothing()) {
            return this;
        }
        if (other.all || isNothing()) {
            return other;
        }
        return new Reach(
                false,
                union(owners, other.owners),
                union(departments, other.departments),
                wider(shared, other.shared),
                union(limited, other.limited));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** Both speak of the same person: what is shared for writing is shared for reading. */
    private static @Nullable Shared wider(@Nullable Shared one, @Nullable Shared other) {
        if (one == null || (other != null && !other.forWriting())) {
            return other;
        }
        return one;
    }
}
