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
     * @param isWork whether people worked there and decided nothing
     */
    public record Passed(String node, NodeState state, boolean isStale, boolean isWork) {
        public Passed(String node, NodeState state, boolean isStale) {
            this(node, state, isStale, false);
        }
    }

    /** Returns who decided at a step, the last time it was passed. */
    List<RecordId> decidedAt(String node) {
        return passed.reversed().stream()
                .filter(step -> step.node().equals(node))
                .findFirst()
                .map(step -> step.state().deciders())
                .orElse(List.of());
    }

    boolean agreedJustBefore(RecordId user) {
        return decisions()
                .reduce((_, later) -> later)
                .filter(step -> agreedIn(step, user))
                .isPresent();
    }

    boolean agreedAnywhere(RecordId user) {
        return decisions().anyMatch(step -> agreedIn(step, user));
    }

    /** An agreement for oneself, by oneself, of the record as it still is. */
    private static boolean agreedIn(Passed step, RecordId user) {
        return !step.isStale() && step.state().agreedThemselves().contains(user);
    }

    /** Everybody who has decided at a step that is over. */
    public Set<RecordId> deciders() {
        return decisions()
                .flatMap(step -> Stream.of(step.state().deciders()))
                .flatMap(List::stream)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** Tells whether any person has decided anything. */
    public boolean hasDecision() {
        return decisions().anyMatch(step -> step.state().isDecided());
    }

    private Stream<Passed> decisions() {
        return passed.stream().filter(step -> !step.isWork());
    }
}
