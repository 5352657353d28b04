package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.RuleRights;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules did, running one again, and trying one: for designers and operators. */
@Singleton
public final class Rules {

    private static final int MOST = 200;

    private final UnitOfWork unit;
    private final RuleStore store;
    private final RuleJob job;
    private final LiveMetadata live;
    private final DatabaseClock clock;
    private final Trial trial;

    Rules(UnitOfWork unit, RuleStore store, RuleJob job, LiveMetadata live, DatabaseClock clock, Trial trial) {
        this.unit = unit;
        this.store = store;
        this.job = job;
        this.live = live;
        this.clock = clock;
        this.trial = trial;
    }

    /** What came of a wish. */
    public sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        record Refused<T>(List<Problem> problems) implements Result<T> {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    public boolean isAllowed(Actor.Person actor) {
        return live.current().grants(actor.roles(), Right.DESIGN)
                || live.current().grants(actor.roles(), Right.OPERATE);
    }

    /**
     * Returns the latest runs, newest first.
     *
     * @param rule null for those of all rules
     * @param record null for those about any record
     */
    public Result<List<RuleRun>> runs(Actor.Person actor, @Nullable String rule, @Nullable RecordId record) {
        return isAllowed(actor)
                ? new Result.Done<>(unit.run(() -> store.list(rule, record, MOST)))
                : refused(Problem.at("", RuleProblems.DENIED));
    }

    /** Runs a failed run again, on the record as it is now. */
    public Result<Boolean> replay(Actor.Person actor, RecordId run) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", RuleProblems.DENIED));
        }
        return unit.run(() -> {
            var work = store.failed(run);
            var rule = work.flatMap(found -> job.find(found.rule()));
            if (work.isEmpty() || rule.isEmpty()) {
                return refused(Problem.at("", RuleProblems.NOT_FOUND));
            }
            job.begin(rule.get(), work.get(), null, clock.instant());
            return new Result.Done<>(true);
        });
    }

    /** Does what a rule in force would do with a record and undoes all of it; returns what that was. */
    public Result<RuleTrial> test(Actor.Person actor, String rule, RecordId record) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", RuleProblems.DENIED));
        }
        return job.find(rule)
                .map(found -> tryOut(actor, found, record))
                .orElseGet(() -> refused(Problem.at("", RuleProblems.NOT_FOUND)));
    }

    /**
     * Does what a rule would do with a record that the actor may see, and undoes all of it; the rule need not be published,
     * but must be free of problems. Waits are passed over.
     */
    public Result<RuleTrial> tryOut(Actor.Person actor, RuleDefinition rule, RecordId record) {
        if (!isAllowed(actor)) {
            return refused(Problem.at("", RuleProblems.DENIED));
        }
        // What a trial does and leaves alone tells what stands in the fields that it reads.
        var hidden = RuleRights.missing(actor, live.current(), rule).stream()
                .filter(problem -> problem.code().equals(MetadataProblem.RULE_READS_DENIED))
                .toList();
        if (!hidden.isEmpty()) {
            return new Result.Refused<>(hidden);
        }
        return unit.run(() -> {
            unit.rollBack();
            return trial.run(actor, rule, record, clock.instant())
                    .<Result<RuleTrial>>map(Result.Done::new)
                    .orElseGet(() -> refused(Problem.at("", RuleProblems.NO_RECORD)));
        });
    }

    private static <T> Result<T> refused(Problem problem) {
        return new Result.Refused<>(List.of(problem));
    }
}
