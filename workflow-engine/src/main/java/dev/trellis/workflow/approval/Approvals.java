package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.Submission.Wish;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.KnownPeople;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that people do with requests. Each call is one unit of work over the record, the engine and the log: all of
 * it happens or nothing. Whoever comes second is told who came first.
 */
@Singleton
public final class Approvals {

    /** The longest remark, in characters. */
    public static final int MAX_REMARK = 2_000;

    /** The most tasks that are agreed to at once. */
    public static final int MAX_AT_ONCE = 100;

    private final UnitOfWork unit;
    private final Records records;
    private final Submission submission;
    private final TaskActions taskActions;
    private final Withdrawals withdrawals;
    private final Repairs repairs;
    private final Talk talk;
    private final DeputyStore deputies;
    private final StandIns standIns;
    private final DeputyTasks deputyTasks;
    private final ApprovalStore store;
    private final ApprovalHistory history;
    private final ApprovalInbox inbox;
    private final FlowableEngine engine;
    private final DatabaseClock clock;

    Approvals(
            UnitOfWork unit,
            Records records,
            Submission submission,
            TaskActions taskActions,
            Withdrawals withdrawals,
            Repairs repairs,
            Talk talk,
            DeputyStore deputies,
            StandIns standIns,
            DeputyTasks deputyTasks,
            ApprovalStore store,
            ApprovalHistory history,
            ApprovalInbox inbox,
            FlowableEngine engine,
            DatabaseClock clock) {
        this.unit = unit;
        this.records = records;
        this.submission = submission;
        this.taskActions = taskActions;
        this.withdrawals = withdrawals;
        this.repairs = repairs;
        this.talk = talk;
        this.deputies = deputies;
        this.standIns = standIns;
        this.deputyTasks = deputyTasks;
        this.store = store;
        this.history = history;
        this.inbox = inbox;
        this.engine = engine;
        this.clock = clock;
    }

    /** Says what submitting a record would start: every step with its people and the reasons. */
    public PreviewResult preview(Actor actor, String entity, RecordId record) {
        return preview(actor, entity, record, Map.of());
    }

    /**
     * As {@link #preview(Actor, String, RecordId)}, with people named for the steps that ask for that.
     *
     * @param chosen people by step
     */
    public PreviewResult preview(Actor actor, String entity, RecordId record, Map<String, List<RecordId>> chosen) {
        return preview(actor, entity, record, null, chosen, Map.of());
    }

    /**
     * As {@link #preview(Actor, String, RecordId, Map)}, of one approval of several, with what its start asks for.
     *
     * @param approval one of {@link #startable}, or null for the first
     * @param values by field; what is not asked for is left out
     */
    public PreviewResult preview(
            Actor actor,
            String entity,
            RecordId record,
            @Nullable String approval,
            Map<String, List<RecordId>> chosen,
            Map<String, @Nullable Object> values) {
        return unit.run(() -> {
            try {
                var person = person(actor);
                var start = submission.look(person, new Wish(entity, record, approval, null, chosen, values), now());
                var definition = start.definition();
                return new PreviewResult.Found(
                        definition.id(), definition.label(), start.path(), submission.asked(person, start));
            } catch (FlowRefused refused) {
                return new PreviewResult.Refused(refused.problems());
            }
        });
    }

    /**
     * Tells whether the actor may submit the record now: a start condition holds, nothing runs that stands alone, the
     * record may be edited. Cheap enough to ask for a button; who would decide is not looked at.
     */
    public boolean isStartable(Actor actor, String entity, RecordId record) {
        return !startable(actor, entity, record).isEmpty();
    }

    /**
     * The approvals under which the actor may submit the record now: what was sent back to them; where nothing runs, the
     * first that fits; and all that fit and may run beside whatever runs.
     */
    public List<Startable> startable(Actor actor, String entity, RecordId record) {
        return actor instanceof Actor.Person person
                ? unit.run(() -> submission.startable(person, entity, record, now()))
                : List.of();
    }

    /**
     * Starts the first published approval of the entity whose start condition holds.
     *
     * @param version the version of the record that the person has seen, or null for whatever is stored
     */
    public ApprovalResult submit(Actor actor, String entity, RecordId record, @Nullable Integer version) {
        return submit(actor, entity, record, version, Map.of());
    }

    /**
     * As {@link #submit(Actor, String, RecordId, Integer)}, with people named for the steps that ask for that. A request
     * that was sent back goes on.
     *
     * @param chosen people by step
     */
    public ApprovalResult submit(
            Actor actor,
            String entity,
            RecordId record,
            @Nullable Integer version,
            Map<String, List<RecordId>> chosen) {
        return submit(actor, entity, record, null, version, chosen, Map.of());
    }

    /**
     * As {@link #submit(Actor, String, RecordId, Integer, Map)}, under one approval of several, with what its start asks
     * for; beside one that runs it must be named.
     *
     * @param approval one of {@link #startable}, or null
     * @param values by field; a value that is not asked for is refused
     */
    public ApprovalResult submit(
            Actor actor,
            String entity,
            RecordId record,
            @Nullable String approval,
            @Nullable Integer version,
            Map<String, List<RecordId>> chosen,
            Map<String, @Nullable Object> values) {
        return act(
                actor,
                acting -> submission.submit(acting, new Wish(entity, record, approval, version, chosen, values)));
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
        return act(actor, task, new TaskAction.Agree(values, version, Map.of(), null), remark);
    }

    /** Rejects: the request ends. */
    public ApprovalResult reject(Actor actor, RecordId task, String remark) {
        return act(actor, task, new TaskAction.Reject(), remark);
    }

    /**
     * Does something with one's task.
     *
     * @param remark may be empty, unless the step asks for one
     */
    public ApprovalResult act(Actor actor, RecordId task, TaskAction action, String remark) {
        var tooLong = tooLong(remark);
        return tooLong.isPresent()
                ? new ApprovalResult.Refused(List.of(tooLong.get()))
                : act(actor, acting -> taskActions.act(acting, task, action, remark, false));
    }

    /**
     * Agrees to many tasks at once, each on its own: one that is refused does not keep the others.
     *
     * @param tasks at most {@link #MAX_AT_ONCE}
     * @return what became of each, in order; a single refusal where they are too many
     */
    public List<ApprovalResult> agreeAll(Actor actor, List<RecordId> tasks, String remark) {
        var tooLong = tooLong(remark);
        if (tooLong.isPresent() || tasks.size() > MAX_AT_ONCE) {
            return List.of(new ApprovalResult.Refused(
                    List.of(tooLong.orElseGet(() -> Problem.at("tasks", ApprovalProblems.TOO_MANY)
                            .with("given", tasks.size())
                            .with("limit", MAX_AT_ONCE)))));
        }
        return tasks.stream()
                .map(task -> act(actor, acting -> taskActions.act(acting, task, TaskAction.Agree.PLAIN, remark, true)))
                .toList();
    }

    /** Says something about a record's running request; {@code asked} are asked and may be empty. */
    public ApprovalResult comment(Actor actor, String entity, RecordId record, String text, List<RecordId> asked) {
        return comment(actor, new Which(entity, record), text, asked);
    }

    /** As {@link #comment(Actor, String, RecordId, String, List)}, about one of several. */
    public ApprovalResult comment(Actor actor, Which which, String text, List<RecordId> asked) {
        var tooLong = tooLong(text);
        return tooLong.isPresent()
                ? new ApprovalResult.Refused(List.of(tooLong.get()))
                : act(actor, acting -> talk.comment(acting, which, text, asked));
    }

    /** Lets people know of a record's running request. */
    public ApprovalResult share(Actor actor, String entity, RecordId record, List<RecordId> people, String note) {
        return share(actor, new Which(entity, record), people, note);
    }

    /** As {@link #share(Actor, String, RecordId, List, String)}, of one of several. */
    public ApprovalResult share(Actor actor, Which which, List<RecordId> people, String note) {
        return act(actor, acting -> talk.share(acting, which, people, note));
    }

    /** Reminds those who are asked about a record, once an hour at most. */
    public ApprovalResult urge(Actor actor, String entity, RecordId record) {
        return urge(actor, new Which(entity, record));
    }

    /** As {@link #urge(Actor, String, RecordId)}, about one of several. */
    public ApprovalResult urge(Actor actor, Which which) {
        return act(actor, acting -> talk.urge(acting, which));
    }

    /** Repairs a record's running request; only for administrators of its approval. */
    public ApprovalResult repair(Actor actor, String entity, RecordId record, Repair repair, String reason) {
        return repair(actor, new Which(entity, record), repair, reason);
    }

    /** As {@link #repair(Actor, String, RecordId, Repair, String)}, of one of several. */
    public ApprovalResult repair(Actor actor, Which which, Repair repair, String reason) {
        return act(actor, acting -> repairs.repair(acting, which, repair, reason));
    }

    /** Lets somebody stand in for the actor, in any request of whatever amount; what waits stays. */
    public ApprovalResult.Deputised deputise(
            Actor.Person actor, RecordId deputy, @Nullable String approval, Instant from, Instant until) {
        return deputise(actor, new Deputy.Terms(deputy, approval, from, until));
    }

    /** Lets somebody stand in for the actor; where it begins at once, what goes along has gone when this returns. */
    public ApprovalResult.Deputised deputise(Actor.Person actor, Deputy.Terms terms) {
        var problems = unit.run(() -> standIns.check(actor, terms));
        if (!problems.isEmpty()) {
            return new ApprovalResult.Deputised(null, problems, 0);
        }
        var id = unit.run(() -> deputies.add(actor.user(), terms));
        var now = now();
        var isNow =
                terms.takesOpen() && !terms.from().isAfter(now) && terms.until().isAfter(now);
        var made = new DeputyStore.Made(actor.user(), new Deputy(id, terms));
        return new ApprovalResult.Deputised(id, List.of(), isNow ? deputyTasks.goAlong(made, now) : 0);
    }

    /** Ends an arrangement of the actor's, and what the deputy has not decided comes back; false if there is none such. */
    public boolean endDeputy(Actor.Person actor, RecordId arrangement) {
        var ended = unit.run(() -> deputies.end(actor.user(), arrangement));
        if (ended) {
            deputyTasks.comeBack(actor.user(), now());
        }
        return ended;
    }

    /** The actor's arrangements that have not ended. */
    public List<Deputy> deputies(Actor.Person actor) {
        return unit.run(() -> deputies.of(actor.user(), now()));
    }

    /** What somebody is called who decides or stands in. */
    public String name(RecordId person) {
        return unit.run(() -> standIns.name(person));
    }

    /** Takes a record's running request back; only its initiator, until when the approval's policy says. */
    public ApprovalResult withdraw(Actor actor, String entity, RecordId record) {
        return withdraw(actor, new Which(entity, record));
    }

    /** As {@link #withdraw(Actor, String, RecordId)}, of one of several. */
    public ApprovalResult withdraw(Actor actor, Which which) {
        return act(actor, acting -> withdrawals.withdraw(acting, which));
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

    private static Optional<Problem> tooLong(String remark) {
        var length = remark.codePointCount(0, remark.length());
        return length > MAX_REMARK
                ? Optional.of(Problem.at("comment", ApprovalProblems.COMMENT_TOO_LONG)
                        .with("length", length)
                        .with("limit", MAX_REMARK))
                : Optional.empty();
    }

    /** Runs an action in one unit of work; a refusal undoes what it had begun and becomes a value. */
    private ApprovalResult act(Actor actor, Function<Acting, RecordId> action) {
        engine.awaitReady();
        return unit.run(() -> {
            try {
                var acting = new Acting(person(actor), now(), false);
                return ScopedValue.where(Acting.CURRENT, acting)
                        .where(Known.CURRENT, new Known())
                        .where(KnownPeople.CURRENT, new KnownPeople())
                        .call(() -> {
                            var instance = action.apply(acting);
                            return new ApprovalResult.Done(
                                    instance,
                                    store.instance(instance).orElseThrow().state());
                        });
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
        return clock.instant();
    }
}
