package dev.trellis.core.record;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of records.
 *
 * @param paths field ids and paths over lookups to return
 * @param filter an expression, or null for all
 * @param parameters the values of the named parameters ({@code :q}) in the filter
 * @param search a text that must occur in the title, or null
 * @param sort keys in order; the id decides ties
 * @param limit 0 to 500; 0 reads no record and answers nothing but the count
 * @param after the cursor of the previous page, or null
 * @param offset rows to skip instead of a cursor; 0 for none
 * @param deleted whether to read the recycle bin instead: what the actor could read and delete
 * @param also asks only for what this verb reaches, too; or null
 */
public record RecordQuery(
        String entity,
        List<String> paths,
        @Nullable String filter,
        Map<String, @Nullable Object> parameters,
        @Nullable String search,
        List<SortKey> sort,
        int limit,
        @Nullable String after,
        int offset,
        Count count,
        boolean deleted,
        @Nullable Verb also) {

    public static final int MAX_LIMIT = 500;

    public RecordQuery(
            String entity,
            List<String> paths,
            @Nullable String filter,
            Map<String, @Nullable Object> parameters,
            @Nullable String search,
            List<SortKey> sort,
            int limit,
            @Nullable String after,
            int offset,
            Count count,
            boolean deleted,
            @Nullable Verb also) {
        this.entity = entity;
        this.paths = List.copyOf(paths);
        this.filter = filter;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.search = search;
        this.sort = List.copyOf(sort);
        this.limit = limit;
        this.after = after;
        this.offset = offset;
        this.count = count;
        this.deleted = deleted;
        this.also = also;
    }

    public RecordQuery(
            String entity,
            List<String> paths,
            @Nullable String filter,
            Map<String, @Nullable Object> parameters,
            @Nullable String search,
            List<SortKey> sort,
            int limit,
            @Nullable String after,
            int offset,
            Count count,
            boolean deleted) {
        this(entity, paths, filter, parameters, search, sort, limit, after, offset, count, deleted, null);
    }

    /** Asks for living records. */
    public RecordQuery(
            String entity,
            List<String> paths,
            @Nullable String filter,
            Map<String, @Nullable Object> parameters,
            @Nullable String search,
            List<SortKey> sort,
            int limit,
            @Nullable String after,
            int offset,
            Count count) {
        this(entity, paths, filter, parameters, search, sort, limit, after, offset, count, false);
    }

    /** Asks for the first 50 records of an entity. */
    public static RecordQuery of(String entity, List<String> paths) {
        return new RecordQuery(entity, paths, null, Map.of(), null, List.of(), 50, null, 0, Count.NONE);
    }

    public RecordQuery filtered(@Nullable String expression, Map<String, @Nullable Object> values) {
        return new RecordQuery(
                entity, paths, expression, values, search, sort, limit, after, offset, count, deleted, also);
    }

    public RecordQuery searching(@Nullable String text) {
        return new RecordQuery(
                entity, paths, filter, parameters, text, sort, limit, after, offset, count, deleted, also);
    }

    public RecordQuery sorted(List<SortKey> keys) {
        return new RecordQuery(
                entity, paths, filter, parameters, search, keys, limit, after, offset, count, deleted, also);
    }

    public RecordQuery page(int first, int size) {
        return new RecordQuery(
                entity, paths, filter, parameters, search, sort, size, after, first, count, deleted, also);
    }

    public RecordQuery counting(Count how) {
        return new RecordQuery(
                entity, paths, filter, parameters, search, sort, limit, after, offset, how, deleted, also);
    }

    /** Asks for what follows a cursor; null for the beginning. */
    public RecordQuery continuing(@Nullable String cursor) {
        return new RecordQuery(
                entity, paths, filter, parameters, search, sort, limit, cursor, offset, count, deleted, also);
    }

    /** Asks for what is in the recycle bin instead. */
    public RecordQuery inRecycleBin() {
        return new RecordQuery(
                entity, paths, filter, parameters, search, sort, limit, after, offset, count, true, also);
    }

    /** Asks only for what a verb reaches, too: of what may be read, what may be exported. */
    public RecordQuery reachedBy(Verb verb) {
        return new RecordQuery(
                entity, paths, filter, parameters, search, sort, limit, after, offset, count, deleted, verb);
    }

    /** How to count. */
    public enum Count {
        NONE,
        /** Exact up to 1,000, then "more". */
        CAPPED,
        EXACT
    }
}
