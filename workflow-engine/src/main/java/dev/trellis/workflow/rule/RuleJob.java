package dev.trellis.workflow.rule;

import dev.trellis.core.job.JobHandler;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.workflow.rule.RuleRun.State;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs rules: everything that one run does and its line in the log are one unit of work. */
@Singleton
final class RuleJob implements JobHandler {

    static final String KIND = "rule";

    /** How many rules have set each other off so far, while one runs. */
    static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

    private static final int KEPT_DAYS = 90;
    private static final int ATTEMPTS = 3;

    private final RuleSteps steps;
    private final RuleStore store;
    private final RuleSource source;
    private final LiveMetadata live;
    private final BeanProvider<Jobs> jobs;

    RuleJob(RuleSteps steps, RuleStore store, RuleSource source, LiveMetadata live, BeanProvider<Jobs> jobs) {
        this.steps = steps;
        this.store = store;
        this.source = source;
        this.live = live;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        if (!run.cursor().isEmpty()) {
            return;
        }
        var work = RuleWork.read(run.payload());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (isDone(run, work, attempt == ATTEMPTS)) {
                return;
            }
        }
    }

    /** Tells whether a run has come to an end; one whose record somebody saved at the same moment has not. */
    private boolean isDone(JobRun run, RuleWork work, boolean last) {
        try {
            run.step(() -> {
                run(work, run.now());
                store.sweep(KEPT_DAYS);
                run.advance("done", 1, 1);
            });
        } catch (RuleFailed failed) {
            if (!last && failed.isOvertaken()) {
                return false;
            }
            run.step(() -> {
                store.insert(work, State.FAILED, List.of(), text(failed));
                run.advance("failed", 1, 1);
            });
        }
        return true;
    }

    /** Does the work in the unit of work under way and returns what it did. */
    RuleSteps.Came run(RuleWork work, Instant now) {
        var rule = find(work.rule());
        if (rule.isEmpty() || source.find(work).isEmpty()) {
            store.insert(work, State.SKIPPED, List.of(), null);
            return new RuleSteps.Came(List.of(), -1);
        }
        var came = ScopedValue.where(DEPTH, work.depth() + 1).call(() -> steps.run(rule.get(), work, now));
        boolean waits = came.waitsAt() >= 0;
        store.insert(work, waits ? State.WAITING : State.DONE, came.lines(), null);
        if (waits && rule.get().steps().get(came.waitsAt()) instanceof RuleDefinition.Wait(var id, var hours)) {
            begin(rule.get(), work.continuedAt(came.waitsAt() + 1), null, now.plus(Duration.ofHours(hours)));
        }
        return came;
    }

    Optional<RuleDefinition> find(String id) {
        return live.current()
                .find(new DefinitionKey(Kind.RULE, id))
                .map(RuleDefinition.class::cast)
                .filter(RuleDefinition::active);
    }

    /** Leaves work to be done, in the unit of work under way; false if there was some with the same key. */
    boolean begin(RuleDefinition rule, RuleWork work, @Nullable String once, Instant due) {
        return jobs.get()
                .begin(KIND, once, rule.label(), work.write(), work.by(), due)
                .isPresent();
    }

    /** Keeps in the log that a run could not even begin. */
    void failed(RuleWork work, RuleFailed failed) {
        store.insert(work, State.FAILED, List.of(), text(failed));
    }

    static String text(RuleFailed failed) {
        return failed.problems().stream()
                .map(problem -> Messages.text(problem, Locale.SIMPLIFIED_CHINESE) + "\n"
                        + Messages.text(problem, Locale.ENGLISH))
                .collect(Collectors.joining("\n"));
    }
}
