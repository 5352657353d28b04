package dev.trellis.core.search;

import java.util.Set;

/**
 * Asks for records by any of their texts.
 *
 * @param text what somebody typed
 * @param entities only these; empty for all
 * @param limit 1 to 100
 */
public record SearchRequest(String text, Set<String> entities, int limit) {

    public static final int MAX_LIMIT = 100;
    public static final int MAX_LENGTH = 200;

    public SearchRequest {
        entities = Set.copyOf(entities);
    }

    /** Asks for the best twenty of all entities. */
    public static SearchRequest of(String text) {
        return new SearchRequest(text, Set.of(), 20);
    }
}
