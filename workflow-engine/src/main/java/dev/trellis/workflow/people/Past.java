package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.node.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request has seen since it was last submitted.
 *
 * @param passed the steps that are over, in order
 * @param chosen the people named on the way, by step
 */
public record Past(List<Passed> passed, Map<String, List<RecordId>> chosen) {

    public static final Past NONE = new Past(List.of(), Map.of());

    public Past {
        passed = List.copyOf(passed);
        chosen = Map.copyOf(chosen);
    }

    /**
     * A step that is over.
     *
     * @param isStale whether the record was changed afterwards
     */
    public record Passed(String node, NodeState state, boolean isStale) {}

    /** Returns who decided at a step, the last time it was passed. */
    List<RecordId> decidedAt(String node) {
        return passed.reversed().stream()
                .filter(step -> step.node().equals(node))
                .findFirst()
                .map(step -> step.state().deciders())
                .orElse(List.of());
    }

    boolean agreedJustBefore(RecordId user) {
        return !passed.isEmpty() && agreedIn(passed.getLast(), user);
    }

    boolean agreedAnywhere(RecordId user) {
        return passed.stream().anyMatch(step -> agreedIn(step, user));
    }

    /** An agreement for oneself, by oneself, of the record as it still is. */
    private static boolean agreedIn(Passed step, RecordId user) {
        return !step.isStale() && step.state().agreedThemselves().contains(user);
    }

    Set<RecordId> deciders() {
        return passed.stream()
                .flatMap(step -> Stream.of(step.state().deciders()))
                .flatMap(List::stream)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** Tells whether any person has decided anything. */
    public boolean hasDecision() {
        return passed.stream().anyMatch(step -> step.state().isDecided());
    }
}
