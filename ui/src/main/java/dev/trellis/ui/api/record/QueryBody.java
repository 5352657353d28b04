package dev.trellis.ui.api.record;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.RecordQuery.Count;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A query as it was asked for, in the address or in a body, before it is checked. */
record QueryBody(
        Optional<String> filter,
        Map<String, @Nullable Object> parameters,
        Optional<String> search,
        List<String> sort,
        List<String> fields,
        String limit,
        Optional<String> after,
        String count) {

    private static final ProblemCode LIMIT_OUT_OF_RANGE = ProblemCode.malformed("LIMIT_OUT_OF_RANGE");
    private static final ProblemCode COUNT_UNKNOWN = ProblemCode.malformed("COUNT_UNKNOWN");

    /** What the address of a page may hold besides the parameters of its filter. */
    static final Set<String> PARAMETERS = Set.of("filter", "q", "sort", "fields", "limit", "after", "count");

    /** What the body of a query may hold. */
    static final Set<String> MEMBERS = Set.of("filter", "parameters", "q", "sort", "fields", "limit", "after", "count");

    /** A checked query, or what is wrong with it. */
    sealed interface Read {
        record Query(RecordQuery query) implements Read {}

        record Faulty(List<Problem> problems) implements Read {}
    }

    static QueryBody of(ApiRequest request) {
        return new QueryBody(
                request.parameter("filter"),
                new LinkedHashMap<>(request.parametersUnder("p.")),
                request.parameter("q"),
                request.parameter("sort").map(Body::split).orElse(List.of()),
                request.parameter("fields").map(Body::split).orElse(List.of()),
                request.parameter("limit").orElse("50"),
                request.parameter("after"),
                request.parameter("count").orElse("none"));
    }

    static QueryBody of(Body body) {
        return new QueryBody(
                body.text("filter"),
                body.parameters("parameters"),
                body.text("q"),
                body.texts("sort"),
                body.texts("fields"),
                body.number("limit").orElse("50"),
                body.text("after"),
                body.text("count").orElse("none"));
    }

    Read read(VisibleSchema schema, String entity) {
        var problems = new ArrayList<Problem>();
        int size = 50;
        if (limit.matches("[0-9]{1,4}") && Integer.parseInt(limit) <= RecordQuery.MAX_LIMIT) {
            size = Integer.parseInt(limit);
        } else {
            problems.add(
                    Problem.at("limit", LIMIT_OUT_OF_RANGE).with("given", limit).with("max", RecordQuery.MAX_LIMIT));
        }
        var how = Arrays.stream(Count.values())
                .filter(each -> each.name().equalsIgnoreCase(count))
                .findFirst();
        if (how.isEmpty()) {
            problems.add(Problem.at("count", COUNT_UNKNOWN).with("given", count));
        }
        if (!problems.isEmpty()) {
            return new Read.Faulty(problems);
        }
        var paths = fields.isEmpty()
                ? schema.fields(entity).stream()
                        .filter(QueryBody::isShownInLists)
                        .map(FieldDefinition::id)
                        .toList()
                : fields;
        return new Read.Query(new RecordQuery(
                entity,
                paths,
                filter.orElse(null),
                parameters,
                search.orElse(null),
                sort.stream().map(QueryBody::key).toList(),
                size,
                after.orElse(null),
                0,
                how.orElse(Count.NONE)));
    }

    private static boolean isShownInLists(FieldDefinition field) {
        return !(field.type().storage() instanceof dev.trellis.core.field.Storage.ChildTable);
    }

    private static SortKey key(String text) {
        return text.startsWith("-") ? new SortKey(text.substring(1), true) : new SortKey(text, false);
    }
}
