package dev.trellis.core.metadata;

import java.util.Comparator;

/** Where a definition is found: {@code entity/quote}. */
public record DefinitionKey(Kind kind, String id) implements Comparable<DefinitionKey> {

    private static final Comparator<DefinitionKey> ORDER =
            Comparator.comparing(DefinitionKey::kind).thenComparing(DefinitionKey::id);

    @Override
    public int compareTo(DefinitionKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind.key() + "/" + id;
    }
}
