package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the action under way has read of a request that nobody else can change meanwhile. Whoever writes says what has become
 * of it, or that it must be read again. Outside an action everything is read.
 */
final class Known {

    /** The action under way. */
    static final ScopedValue<Known> CURRENT = ScopedValue.newInstance();

    private final Map<RecordId, Optional<Instance>> instances = new HashMap<>();
    private final Map<RecordId, List<Entry>> entries = new HashMap<>();
    private final Map<RecordId, Map<String, List<RecordId>>> choices = new HashMap<>();
    private final Map<RecordId, Optional<StoredRecord>> records = new HashMap<>();
    private final Map<RecordId, Lock> locks = new HashMap<>();

    /** Who holds a record, and which of its fields are open all the same. */
    private record Lock(RecordId holder, List<String> openFields) {}

    private static <T> T once(Map<RecordId, T> known, RecordId id, Supplier<T> read) {
        var found = known.get(id);
        if (found == null) {
            found = read.get();
            known.put(id, found);
        }
        return found;
    }

    static Optional<Instance> instance(RecordId id, Supplier<Optional<Instance>> read) {
        return CURRENT.isBound() ? once(CURRENT.get().instances, id, read) : read.get();
    }

    static List<Entry> entries(RecordId instance, Supplier<List<Entry>> read) {
        return CURRENT.isBound() ? List.copyOf(once(CURRENT.get().entries, instance, read)) : read.get();
    }

    static Map<String, List<RecordId>> choices(RecordId instance, Supplier<Map<String, List<RecordId>>> read) {
        return CURRENT.isBound() ? once(CURRENT.get().choices, instance, read) : read.get();
    }

    static Optional<StoredRecord> record(RecordId id, Supplier<Optional<StoredRecord>> read) {
        return CURRENT.isBound() ? once(CURRENT.get().records, id, read) : read.get();
    }

    /** A request that has just begun: it has nothing yet. */
    static void begun(Instance instance) {
        if (CURRENT.isBound()) {
            CURRENT.get().instances.put(instance.id(), Optional.of(instance));
            CURRENT.get().entries.put(instance.id(), List.of());
            CURRENT.get().choices.put(instance.id(), Map.of());
        }
    }

    static void started(RecordId instance, String process) {
        if (CURRENT.isBound()) {
            CURRENT.get()
                    .instances
                    .computeIfPresent(instance, (_, before) -> before.map(one -> one.startedAs(process)));
        }
    }

    static void entered(Entry entry) {
        if (CURRENT.isBound()) {
            CURRENT.get().entries.computeIfPresent(entry.instance(), (_, before) -> {
                var after = new ArrayList<>(before);
                after.add(entry);
                return after;
            });
        }
    }

    static void changed(RecordId entry, UnaryOperator<Entry> change) {
        if (CURRENT.isBound()) {
            CURRENT.get()
                    .entries
                    .replaceAll((_, all) -> all.stream()
                            .map(one -> one.id().equals(entry) ? change.apply(one) : one)
                            .toList());
        }
    }

    /** Tells whether a record is known to be locked just so. */
    static boolean isLocked(RecordId record, RecordId holder, List<String> openFields) {
        return CURRENT.isBound()
                && new Lock(holder, openFields).equals(CURRENT.get().locks.get(record));
    }

    static void locked(RecordId record, RecordId holder, List<String> openFields) {
        if (CURRENT.isBound()) {
            CURRENT.get().locks.put(record, new Lock(holder, List.copyOf(openFields)));
        }
    }

    static void unlocked(RecordId record) {
        if (CURRENT.isBound()) {
            CURRENT.get().locks.remove(record);
        }
    }

    static void forgetInstances() {
        if (CURRENT.isBound()) {
            CURRENT.get().instances.clear();
        }
    }

    static void forgetChoices() {
        if (CURRENT.isBound()) {
            CURRENT.get().choices.clear();
        }
    }

    /** Records were written, and with them whatever depends on them. */
    static void forgetRecords() {
        if (CURRENT.isBound()) {
            CURRENT.get().records.clear();
        }
    }

    /** Somebody else may have written before, or what was written here is undone. */
    static void forget() {
        if (CURRENT.isBound()) {
            var known = CURRENT.get();
            known.instances.clear();
            known.entries.clear();
            known.choices.clear();
            known.records.clear();
            known.locks.clear();
        }
    }
}
