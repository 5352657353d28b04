package dev.trellis.workflow.people;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What an action has read of people, so that it asks for each only once. Outside an action everything is read. */
public final class KnownPeople {

    /** The action under way. */
    public static final ScopedValue<KnownPeople> CURRENT = ScopedValue.newInstance();

    private static final Set<String> ENTITIES = Set.of("user", "department", "position", "membership");

    private final Map<Object, Object> known = new HashMap<>();

    /** Returns what was read under a key before, else reads it. */
    @SuppressWarnings("unchecked")
    public static <T> T once(Object key, Supplier<T> read) {
        if (!CURRENT.isBound()) {
            return read.get();
        }
        var known = CURRENT.get().known;
        var found = known.get(key);
        if (found == null) {
            found = read.get();
            known.put(key, found);
        }
        return (T) found;
    }

    /** A record was written: where it says who works here, everything is read again. */
    public static void written(String entity) {
        if (CURRENT.isBound() && ENTITIES.contains(entity)) {
            CURRENT.get().known.clear();
        }
    }

    /** What was written is undone. */
    public static void forget() {
        if (CURRENT.isBound()) {
            CURRENT.get().known.clear();
        }
    }
}
