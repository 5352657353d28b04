package dev.trellis.workflow.rule;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** Undoes a run that cannot be finished; unless it was overtaken, trying again would come to the same. */
final class RuleFailed extends RuntimeException {

    private final transient List<Problem> problems;

    RuleFailed(List<Problem> problems) {
        super("A rule cannot be finished");
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /** Tells whether somebody saved the same record at the same moment. */
    boolean isOvertaken() {
        return problems.stream().anyMatch(problem -> problem.code().equals(RuleProblems.NOT_SAVED));
    }
}
