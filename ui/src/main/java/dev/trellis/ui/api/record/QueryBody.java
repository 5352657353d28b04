package dev.trellis.ui.api.record;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.RecordQuery.Count;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
                request.parameter("sort").map(QueryBody::split).orElse(List.of()),
                request.parameter("fields").map(QueryBody::split).orElse(List.of()),
                request.parameter("limit").orElse("50"),
                request.parameter("after"),
                request.parameter("count").orElse("none"));
    }

    static QueryBody of(ObjectNode body) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        if (body.get("parameters") instanceof ObjectNode given) {
            given.properties().forEach(member -> parameters.put(member.getKey(), plain(member.getValue())));
        }
        return new QueryBody(
                text(body, "filter"),
                parameters,
                text(body, "q"),
                texts(body, "sort"),
                texts(body, "fields"),
                body.has("limit") ? body.get("limit").asString("") : "50",
                text(body, "after"),
                text(body, "count").orElse("none"));
    }

    Read read(VisibleSchema schema, String entity) {
        var problems = new ArrayList<Problem>();
        int size = 50;
        if (limit.matches("[0-9]{1,4}")
                && Integer.parseInt(limit) >= 1
                && Integer.parseInt(limit) <= RecordQuery.MAX_LIMIT) {
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

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<String> text(ObjectNode body, String member) {
        return Optional.ofNullable(body.get(member)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static List<String> texts(ObjectNode body, String member) {
        var found = body.get(member);
        if (found == null || found.isNull()) {
            return List.of();
        }
        return found.isArray()
                ? found.valueStream().map(node -> node.asString("")).toList()
                : split(found.asString(""));
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? value.booleanValue() : value.asString("");
    }
}
