package dev.trellis.ui.api.record;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.RecordAggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code {groupBy: [...], measures: [{function, path}], filter, parameters}}. */
final class AggregateBody {

    private static final ProblemCode MEASURE_UNKNOWN = ProblemCode.malformed("MEASURE_UNKNOWN");

    private AggregateBody() {}

    static RecordAggregate read(String entity, ObjectNode body, List<Problem> problems) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        if (body.get("parameters") instanceof ObjectNode given) {
            given.properties()
                    .forEach(member -> parameters.put(
                            member.getKey(),
                            member.getValue().isNumber()
                                    ? member.getValue().decimalValue()
                                    : member.getValue().asString("")));
        }
        var filter = body.get("filter");
        return new RecordAggregate(
                entity,
                texts(body.get("groupBy")),
                measures(body.get("measures"), problems),
                filter == null || filter.isNull() ? null : filter.asString(""),
                parameters);
    }

    private static List<RecordAggregate.Measure> measures(@Nullable JsonNode given, List<Problem> problems) {
        var measures = new ArrayList<RecordAggregate.Measure>();
        if (given == null || given.isNull()) {
            measures.add(new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null));
            return measures;
        }
        for (int i = 0; i < given.size(); i++) {
            var name = given.get(i).path("function").asString("");
            var path = given.get(i).path("path").asString("");
            var function = function(name);
            if (function.isEmpty()) {
                problems.add(Problem.at("measures[" + i + "].function", MEASURE_UNKNOWN)
                        .with("given", name)
                        .with("allowed", Arrays.toString(RecordAggregate.Function.values())));
                continue;
            }
            measures.add(new RecordAggregate.Measure(function.get(), path.isEmpty() ? null : path));
        }
        return measures;
    }

    private static Optional<RecordAggregate.Function> function(String name) {
        return Arrays.stream(RecordAggregate.Function.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static List<String> texts(@Nullable JsonNode given) {
        return given == null
                ? List.of()
                : given.valueStream().map(node -> node.asString("")).toList();
    }
}
