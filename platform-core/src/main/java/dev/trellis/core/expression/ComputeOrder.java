package dev.trellis.core.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The order in which formula fields are computed: each after those it reads. */
public sealed interface ComputeOrder {

    /** Compute from first to last. */
    record Ordered(List<FieldKey> fields) implements ComputeOrder {
        public Ordered {
            fields = List.copyOf(fields);
        }
    }

    /** Some formula needs itself. */
    record Cycle(List<FieldKey> path) implements ComputeOrder {
        public Cycle {
            path = List.copyOf(path);
        }

        /** Returns the way round: {@code quote.total → quote_line.amount → quote.total}. */
        public String text() {
            return String.join(" → ", path.stream().map(FieldKey::toString).toList());
        }
    }

    /**
     * Orders formulas, also across entities (children before their parent's totals).
     *
     * @param formulas what computes each formula field
     */
    static ComputeOrder of(Map<FieldKey, CompiledExpression> formulas) {
        var needs = new HashMap<FieldKey, Set<FieldKey>>();
        formulas.forEach((field, formula) -> needs.put(field, formula.dependencies()));
        return ofNeeds(needs);
    }

    /** As {@link #of}, for whatever is computed from other fields. */
    static ComputeOrder ofNeeds(Map<FieldKey, Set<FieldKey>> needs) {
        return new Walk(needs).run();
    }

    /** Depth-first walk over the formula fields; deterministic, so that equal metadata compute in an equal order. */
    final class Walk {

        private final Map<FieldKey, Set<FieldKey>> needs;
        private final List<FieldKey> ordered = new ArrayList<>();
        private final Set<FieldKey> done = new HashSet<>();
        private final List<FieldKey> open = new ArrayList<>();

        private Walk(Map<FieldKey, Set<FieldKey>> needs) {
            this.needs = needs;
        }

        private ComputeOrder run() {
            for (var field : sorted(needs.keySet())) {
                var cycle = visit(field);
                if (!cycle.isEmpty()) {
                    return new Cycle(cycle);
                }
            }
            return new Ordered(ordered);
        }

        private List<FieldKey> visit(FieldKey field) {
            if (done.contains(field) || !needs.containsKey(field)) {
                return List.of();
            }
            int seen = open.indexOf(field);
            if (seen >= 0) {
                var cycle = new ArrayList<>(open.subList(seen, open.size()));
                cycle.add(field);
                return cycle;
            }
            open.add(field);
            for (var needed : sorted(needs.getOrDefault(field, Set.of()))) {
                var cycle = visit(needed);
                if (!cycle.isEmpty()) {
                    return cycle;
                }
            }
            open.removeLast();
            done.add(field);
            ordered.add(field);
            return List.of();
        }

        private static List<FieldKey> sorted(Set<FieldKey> fields) {
            var sorted = new TreeSet<>(java.util.Comparator.comparing(FieldKey::toString));
            sorted.addAll(fields);
            return List.copyOf(sorted);
        }
    }
}
