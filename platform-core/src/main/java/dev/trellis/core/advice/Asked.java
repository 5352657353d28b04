package dev.trellis.core.advice;

import java.util.HashSet;
import java.util.Set;

/** By which fields of the entity itself a list was asked for: what narrowed it, and what put it in order. */
public record Asked(Set<String> filtered, Set<String> sorted) {

    public static final Asked BY_NOTHING = new Asked(Set.of(), Set.of());

    public Asked {
        filtered = Set.copyOf(filtered);
        sorted = Set.copyOf(sorted);
    }

    Set<String> all() {
        var all = new HashSet<>(filtered);
        all.addAll(sorted);
        return all;
    }
}
