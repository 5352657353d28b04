package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.FlowRights;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.lint.Finding;
import dev.trellis.workflow.lint.FlowLint;
import dev.trellis.workflow.people.Past;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.route.Conditions.Verdict;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a flow that is still being designed: what is odd about it, and how the latest records would go through it. Runs
 * in a unit of work that is rolled back; what nodes would write is not written, so conditions see the records as they are.
 */
@Singleton
public final class FlowTrial {

    /** The most records that one trial takes. */
    public static final int MAX_RECORDS = 500;

    private final UnitOfWork unit;
    private final Records records;
    private final RecordReader reader;
    private final ApprovalStore store;
    private final DeputyStore deputies;
    private final People people;
    private final FlowCalls calls;
    private final Clock clock = Clock.systemUTC();

    FlowTrial(
            UnitOfWork unit,
            Records records,
            RecordReader reader,
            ApprovalStore store,
            DeputyStore deputies,
            People people,
            FlowCalls calls) {
        this.unit = unit;
        this.records = records;
        this.reader = reader;
        this.store = store;
        this.deputies = deputies;
        this.people = people;
        this.calls = calls;
    }

    /**
     * How records would go.
     *
     * @param changed how many would take another way than under the published flow
     * @param stuck how many could not go on: nobody is found, or a condition cannot be computed
     * @param unmanned how many would come to a step that finds nobody of its own
     * @param load how often each person would be asked, the busiest first
     */
    public record Report(List<Trial> trials, int changed, int stuck, int unmanned, List<Load> load) {
        public Report {
            trials = List.copyOf(trials);
            load = List.copyOf(load);
        }
    }

    /**
     * One record.
     *
     * @param starts whether its start condition holds
     * @param before the way under the published flow, or null where that does not start or is stuck
     * @param after the way under the flow on trial, or null
     * @param problems why it would be stuck
     */
    public record Trial(
            RecordId record,
            String title,
            boolean starts,
            @Nullable ApprovalPath before,
            @Nullable ApprovalPath after,
            List<Problem> problems) {
        public Trial {
            problems = List.copyOf(problems);
        }

        public boolean isChanged() {
            return !way(before).equals(way(after));
        }

        /** The steps at which rules or administrators decide because nobody else was found. */
        public List<Label> unmanned() {
            return after == null
                    ? List.of()
                    : after.steps().stream()
                            .filter(step -> step.isDecision() && !step.isToChoose() && isUnmanned(step))
                            .map(ApprovalPath.Step::label)
                            .toList();
        }

        private static boolean isUnmanned(ApprovalPath.Step step) {
            return step.people().isEmpty()
                    || step.people().stream()
                            .anyMatch(person -> person.reasons().stream().anyMatch(Reason::isLastResort));
        }

        private static List<Object> way(@Nullable ApprovalPath path) {
            return path == null
                    ? List.of()
                    : path.steps().stream()
                            .<Object>map(step -> List.of(
                                    step.node(),
                                    step.people().stream()
                                            .map(ApprovalPath.Person::user)
                                            .toList()))
                            .toList();
        }
    }

    public record Load(RecordId user, String name, int tasks) {}

    /** @param target what the designer's draft makes of the metadata */
    public List<Finding> findings(Metadata target, ApprovalDefinition definition) {
        return unit.run(() -> FlowLint.look(target, definition, people, calls.channels()));
    }

    /**
     * Sends the records of the flow's entity that were changed last through it; only those that the designer may see.
     *
     * @param last how many, 1 to {@link #MAX_RECORDS}
     */
    public Report run(Actor actor, ApprovalDefinition draft, int last) {
        return unit.run(() -> {
            unit.rollBack();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var live = reader.metadata().all(ApprovalDefinition.class).stream()
                    .filter(one -> one.id().equals(draft.id()))
                    .findFirst();
            var hidden = actor instanceof Actor.Person person
                    ? FlowRights.unreadable(person, reader.metadata(), draft)
                    : List.<Problem>of();
            var trials = latest(actor, draft.entity(), last).stream()
                    .flatMap(seen -> reader.find(draft.entity(), seen.id()).stream()
                            .map(record -> hidden.isEmpty()
                                    ? trial(draft, live, record, title(seen), now)
                                    : new Trial(seen.id(), title(seen), true, null, null, hidden)))
                    .toList();
            return new Report(
                    trials,
                    (int) trials.stream().filter(Trial::isChanged).count(),
                    (int) trials.stream()
                            .filter(trial -> !trial.problems().isEmpty())
                            .count(),
                    (int) trials.stream()
                            .filter(trial -> !trial.unmanned().isEmpty())
                            .count(),
                    load(trials));
        });
    }

    private List<StoredRecord> latest(Actor actor, String entity, int last) {
        var query = RecordQuery.of(entity, List.of(titleField(entity)))
                .sorted(List.of(new SortKey("changed_at", true)))
                .page(0, Math.clamp(last, 1, MAX_RECORDS));
        return records.query(actor, query) instanceof QueryResult.Page(var items, var next, var count)
                ? items
                : List.of();
    }

    private String titleField(String entity) {
        return reader.metadata().entity(entity).map(EntityDefinition::title).orElse("id");
    }

    private String title(StoredRecord seen) {
        var value = seen.value(titleField(seen.entity()));
        return value == null ? "" : String.valueOf(value);
    }

    private Trial trial(
            ApprovalDefinition draft,
            Optional<ApprovalDefinition> live,
            StoredRecord record,
            String title,
            Instant now) {
        var initiator = initiator(record);
        var before = live.flatMap(one -> way(one, record, initiator, now).path());
        var after = way(draft, record, initiator, now);
        return new Trial(
                record.id(),
                title,
                after.starts(),
                before.orElse(null),
                after.path().orElse(null),
                after.problems());
    }

    private record Way(boolean starts, Optional<ApprovalPath> path, List<Problem> problems) {}

    private Way way(ApprovalDefinition definition, StoredRecord record, Member initiator, Instant now) {
        var facts = new RequestFacts(reader, people, definition, record, initiator, now);
        var when = definition.startWhen();
        if (when != null && !(facts.holds(when) instanceof Verdict.True)) {
            return new Way(false, Optional.empty(), List.of());
        }
        var request = facts.request(deputies.at(definition.id(), facts::worth, now), Past.NONE);
        return switch (ApprovalPath.preview(definition, request, people, facts)) {
            case Route.Answer.Leads<ApprovalPath>(var path) -> new Way(true, Optional.of(path), List.of());
            case Route.Answer.Failed<ApprovalPath>(var problems) -> new Way(true, Optional.empty(), problems);
        };
    }

    /** Who submitted it last, else its owner. */
    private Member initiator(StoredRecord record) {
        return store.instances(record.entity(), record.id()).stream()
                .findFirst()
                .flatMap(instance -> people.find(instance.initiator()))
                .or(() -> record.value("owner") instanceof RecordId owner ? people.find(owner) : Optional.empty())
                .orElseGet(() -> new Member(new RecordId(0), "?", true));
    }

    private static List<Load> load(List<Trial> trials) {
        Map<RecordId, Load> load = new HashMap<>();
        for (var trial : trials) {
            var path = trial.after();
            for (var step : path == null ? List.<ApprovalPath.Step>of() : path.steps()) {
                if (step.isDecision()) {
                    step.people()
                            .forEach(person -> load.merge(
                                    person.user(),
                                    new Load(person.user(), person.name(), 1),
                                    (one, other) -> new Load(one.user(), one.name(), one.tasks() + 1)));
                }
            }
        }
        var sorted = new ArrayList<>(load.values());
        sorted.sort(Comparator.comparingInt(Load::tasks)
                .reversed()
                .thenComparing(Load::name)
                .thenComparing(Load::user));
        return sorted;
    }
}
