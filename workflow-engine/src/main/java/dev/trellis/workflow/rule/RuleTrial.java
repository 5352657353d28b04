package dev.trellis.workflow.rule;

import dev.trellis.core.problem.Problem;
import java.util.List;

/**
 * What a rule would do with a record.
 *
 * @param holds whether its condition does; nothing would happen otherwise
 * @param problems what would stop it
 */
public record RuleTrial(boolean holds, List<RuleRun.Line> lines, List<Problem> problems) {
    public RuleTrial {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }
}
