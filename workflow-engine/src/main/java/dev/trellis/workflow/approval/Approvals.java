package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.Decisions.Decision;
import dev.trellis.workflow.engine.FlowableEngine;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Submits, decides and withdraws requests. Each call is one unit of work over the record, the engine and the log: all of
 * it happens or nothing. Whoever comes second is told who came first.
 */
@Singleton
public final class Approvals {

    /** The longest remark, in characters. */
    public static final int MAX_REMARK = 2_000;

    private final UnitOfWork unit;
    private final Records records;
    private final Submission submission;
    private final Decisions decisions;
    private final ApprovalStore store;
    private final ApprovalHistory history;
    private final ApprovalInbox inbox;
    private final FlowableEngine engine;
    private final Clock clock = Clock.systemUTC();

    Approvals(
            UnitOfWork unit,
            Records records,
            Submission submission,
            Decisions decisions,
            ApprovalStore store,
            ApprovalHistory history,
            ApprovalInbox inbox,
            FlowableEngine engine) {
        this.unit = unit;
        this.records = records;
        this.submission = submission;
        this.decisions = decisions;
        this.store = store;
        this.history = history;
        this.inbox = inbox;
        this.engine = engine;
    }

    /** Says what submitting a record would start: every step with its people and the reasons. */
    public PreviewResult preview(Actor actor, String entity, RecordId record) {
        return unit.run(() -> {
            try {
                var start = submission.look(person(actor), entity, record, null, now());
                var definition = start.definition();
                return new PreviewResult.Found(definition.id(), definition.label(), start.path());
            } catch (FlowRefused refused) {
                return new PreviewResult.Refused(refused.problems());
            }
        });
    }

    /**
     * Tells whether the actor may submit the record now: a start condition holds, nothing runs, the record may be
     * edited. Cheap enough to ask for a button; who would decide is not looked at.
     */
    public boolean isStartable(Actor actor, String entity, RecordId record) {
        return actor instanceof Actor.Person person
                && unit.run(() -> submission.isStartable(person, entity, record, now()));
    }

    /**
     * Starts the first published approval of the entity whose start condition holds.
     *
     * @param version the version of the record that the person has seen, or null for whatever is stored
     */
    public ApprovalResult submit(Actor actor, String entity, RecordId record, @Nullable Integer version) {
        return act(actor, acting -> submission.submit(acting, entity, record, version));
    }

    /**
     * Agrees.
     *
     * @param remark may be empty
     * @param values fields to write with the decision, of those that the step opens; may be empty
     * @param version the version of the record that the person has seen, or null; only looked at with values
     */
    public ApprovalResult agree(
            Actor actor,
            RecordId task,
            String remark,
            Map<String, @Nullable Object> values,
            @Nullable Integer version) {
        return decide(actor, task, new Decision(true, remark, values, version));
    }

    /** Rejects: the request ends. */
    public ApprovalResult reject(Actor actor, RecordId task, String remark) {
        return decide(actor, task, new Decision(false, remark, Map.of(), null));
    }

    /** Takes a record's running request back; only its initiator, until somebody has decided. */
    public ApprovalResult withdraw(Actor actor, String entity, RecordId record) {
        return act(actor, acting -> decisions.withdraw(acting, entity, record));
    }

    /** Returns a record's requests, newest first; empty where the record does not exist for the actor. */
    public Optional<List<ApprovalView>> instances(Actor actor, String entity, RecordId record) {
        return unit.run(() -> records.find(actor, entity, record, Set.of()) instanceof FindResult.Found
                ? Optional.of(history.of(actor, entity, record, now()))
                : Optional.empty());
    }

    /**
     * Returns a part of a person's inbox.
     *
     * @param limit 1 to 100
     */
    public InboxItem.Page inbox(Actor.Person person, InboxFolder folder, int offset, int limit) {
        return unit.run(() -> inbox.page(person, folder, offset, Math.clamp(limit, 1, 100)));
    }

    public InboxItem.Counts counts(Actor.Person person) {
        return unit.run(() -> inbox.counts(person));
    }

    private ApprovalResult decide(Actor actor, RecordId task, Decision decision) {
        var length = decision.remark().codePointCount(0, decision.remark().length());
        if (length > MAX_REMARK) {
            return new ApprovalResult.Refused(List.of(Problem.at("comment", ApprovalProblems.COMMENT_TOO_LONG)
                    .with("length", length)
                    .with("limit", MAX_REMARK)));
        }
        return act(actor, acting -> decisions.decide(acting, task, decision));
    }

    /** Runs an action in one unit of work; a refusal undoes what it had begun and becomes a value. */
    private ApprovalResult act(Actor actor, Function<Acting, RecordId> action) {
        engine.awaitReady();
        return unit.run(() -> {
            try {
                var acting = new Acting(person(actor), now());
                var instance = ScopedValue.where(Acting.CURRENT, acting).call(() -> action.apply(acting));
                return new ApprovalResult.Done(
                        instance, store.instance(instance).orElseThrow().state());
            } catch (FlowRefused refused) {
                unit.rollBack();
                return new ApprovalResult.Refused(refused.problems());
            }
        });
    }

    private static Actor.Person person(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person;
            case Actor.Automation _, Actor.Platform _ ->
                throw new FlowRefused(Problem.at("", ApprovalProblems.ONLY_PEOPLE));
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
