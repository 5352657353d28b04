package dev.trellis.ui.api.record;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.RecordAggregate.Function;
import dev.trellis.core.record.RecordAggregate.Measure;
import dev.trellis.ui.api.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads {@code {groupBy: [...], measures: [{function, path}], filter, parameters}}. */
final class AggregateBody {

    static final Set<String> MEMBERS = Set.of("groupBy", "measures", "filter", "parameters");

    private static final Set<String> MEASURE = Set.of("function", "path");
    private static final ProblemCode MEASURE_UNKNOWN = ProblemCode.malformed("MEASURE_UNKNOWN");
    private static final ProblemCode MEASURE_MALFORMED = ProblemCode.malformed("MEASURE_MALFORMED");

    private AggregateBody() {}

    /** Faults are left with the body. */
    static RecordAggregate read(String entity, Body body) {
        return new RecordAggregate(
                entity,
                body.texts("groupBy"),
                body.list("measures")
                        .map(given -> measures(given, body))
                        .orElse(List.of(new Measure(Function.COUNT, null))),
                body.text("filter").orElse(null),
                body.parameters("parameters"));
    }

    private static List<Measure> measures(List<JsonNode> given, Body body) {
        var measures = new ArrayList<Measure>();
        for (int i = 0; i < given.size(); i++) {
            var measure = given.get(i);
            var place = "measures[" + i + "]";
            if (!measure.isObject()
                    || !MEASURE.containsAll(measure.propertyNames())
                    || !measure.path("function").isString()
                    || !(measure.path("path").isMissingNode()
                            || measure.path("path").isString())) {
                body.fault(Problem.at(place, MEASURE_MALFORMED));
                continue;
            }
            var name = measure.path("function").stringValue();
            var function = function(name);
            if (function.isEmpty()) {
                body.fault(Problem.at(place + ".function", MEASURE_UNKNOWN)
                        .with("given", name)
                        .with("allowed", names()));
                continue;
            }
            var path = measure.path("path").asString("");
            measures.add(new Measure(function.get(), path.isEmpty() ? null : path));
        }
        return measures;
    }

    private static Optional<Function> function(String name) {
        return Arrays.stream(Function.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static List<String> names() {
        return Arrays.stream(Function.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
