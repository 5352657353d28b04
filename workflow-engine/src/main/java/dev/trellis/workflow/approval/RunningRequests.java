package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalView.Target;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests that run under an older version of an approval than the published one, and their move to it: each on its
 * own, where its step still exists or is mapped to another; the votes of a step that stays stay too. Only for
 * administrators of the approval, with a reason, in the log.
 */
@Singleton
public final class RunningRequests {

    /** The most requests that are looked at or moved at once. */
    public static final int MAX = 500;

    private final UnitOfWork unit;
    private final Sql sql;
    private final Records records;
    private final RecordReader reader;
    private final ApprovalStore store;
    private final LogStore logs;
    private final Places places;
    private final DefinitionArchive archive;
    private final Closing closing;
    private final ApprovalSteps steps;
    private final Flow flow;
    private final RecordTurns turns;
    private final FlowableEngine engine;
    private final DatabaseClock clock;

    RunningRequests(
            UnitOfWork unit,
            Sql sql,
            Records records,
            RecordReader reader,
            ApprovalStore store,
            LogStore logs,
            Places places,
            DefinitionArchive archive,
            Closing closing,
            ApprovalSteps steps,
            Flow flow,
            RecordTurns turns,
            FlowableEngine engine,
            DatabaseClock clock) {
        this.unit = unit;
        this.sql = sql;
        this.records = records;
        this.reader = reader;
        this.store = store;
        this.logs = logs;
        this.places = places;
        this.archive = archive;
        this.closing = closing;
        this.steps = steps;
        this.flow = flow;
        this.turns = turns;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * A request under an older version.
     *
     * @param title of its record; empty where the reader may not see it
     * @param at the step at which it stands, or null if it stands at several
     * @param to the step at which it goes on, or null if it cannot be moved
     * @param problems why it cannot be moved
     */
    public record Moving(
            RecordId instance,
            String entity,
            RecordId record,
            String title,
            @Nullable Target at,
            @Nullable Target to,
            List<Problem> problems) {
        public Moving {
            problems = List.copyOf(problems);
        }

        public boolean isMovable() {
            return problems.isEmpty();
        }
    }

    /**
     * What would become of the requests, or became of them.
     *
     * @param targets the steps of the published version to which others may be mapped
     * @param problems why nothing is told or done at all
     */
    public record Report(List<Moving> requests, List<Target> targets, List<Problem> problems) {
        public Report {
            requests = List.copyOf(requests);
            targets = List.copyOf(targets);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Tells what moving would do; writes nothing.
     *
     * @param mapping steps of older versions that go on at other steps of the published one
     */
    public Report look(Actor.Person person, String approval, Map<String, String> mapping) {
        engine.awaitReady();
        return unit.run(() -> {
            var live = live(approval);
            var refused = refusal(person, approval, live);
            if (refused.isPresent()) {
                return refused.get();
            }
            var requests = older(live.orElseThrow()).stream()
                    .flatMap(id -> plan(id, live.get(), mapping).stream())
                    .map(plan -> moving(person, plan))
                    .toList();
            return new Report(requests, targets(live.get()), List.of());
        });
    }

    /**
     * Moves what can be moved, each request in a unit of work of its own; what cannot stays on its version.
     *
     * @param reason is kept in the log of each
     * @return as {@link #look} told before; a request that has ended meanwhile is left out
     */
    public Report move(Actor.Person person, String approval, Map<String, String> mapping, String reason) {
        engine.awaitReady();
        var live = unit.run(() -> live(approval));
        var refused = unit.run(() -> refusal(person, approval, live));
        if (refused.isPresent()) {
            return refused.get();
        }
        if (reason.isBlank()) {
            return refused(Problem.at("reason", ApprovalProblems.REASON_REQUIRED));
        }
        var moved = new ArrayList<Moving>();
        for (var id : unit.run(() -> older(live.orElseThrow()))) {
            unit.run(() -> moveOne(person, id, live.orElseThrow(), mapping, reason))
                    .ifPresent(moved::add);
        }
        return new Report(moved, targets(live.orElseThrow()), List.of());
    }

    private Optional<Moving> moveOne(
            Actor.Person person, RecordId id, ApprovalDefinition live, Map<String, String> mapping, String reason) {
        store.serialise(id);
        store.serialised(id);
        return plan(id, live, mapping).map(plan -> {
            if (!plan.problems().isEmpty()) {
                return moving(person, plan);
            }
            try {
                var acting = new Acting(person, now(), false);
                ScopedValue.where(Acting.CURRENT, acting).run(() -> carryOut(acting, plan, live, reason));
                return moving(person, plan);
            } catch (FlowRefused refused) {
                unit.rollBack();
                return moving(person, plan.because(refused.problems()));
            }
        });
    }

    /** The engine's task stays the same; where the step is another one, people are found for it anew. */
    private void carryOut(Acting acting, Plan plan, ApprovalDefinition live, String reason) {
        var place = plan.place();
        var instance = place.instance();
        var from = Objects.requireNonNull(plan.at()).node();
        var to = Objects.requireNonNull(plan.to()).node();
        var task = place.current().flowTask();
        var runs = instance.state() == ApprovalState.RUNNING;
        var stays = from.equals(to);
        if (!stays) {
            closing.close(acting, place, new NodeAction.Cancel(), reason, _ -> true);
        }
        var deployed = archive.process(live, reader.metadata().version(), acting.at());
        store.migrated(instance.id(), archive.hash(live));
        engine.migrate(Objects.requireNonNull(instance.process()), deployed, from, to);
        acting.log(logs, instance, ApprovalEvent.MIGRATED, to, reason);
        if (runs && stays) {
            var now = places.of(instance.id(), acting.at());
            turns.lock(instance, now.openFields());
        } else if (runs) {
            steps.waits(instance.id(), to, task);
            flow.advance(acting, instance.id());
        }
    }

    /** A request, where it stands, and where it would go on. */
    private record Plan(
            Place place, @Nullable Target at, @Nullable Target to, List<Problem> problems) {

        Plan because(List<Problem> refused) {
            return new Plan(place, at, null, refused);
        }
    }

    private Moving moving(Actor.Person person, Plan plan) {
        var instance = plan.place().instance();
        return new Moving(
                instance.id(),
                instance.entity(),
                instance.record(),
                title(person, instance),
                plan.at(),
                plan.problems().isEmpty() ? plan.to() : null,
                plan.problems());
    }

    private String title(Actor.Person person, Instance instance) {
        var field = reader.metadata()
                .entity(instance.entity())
                .map(EntityDefinition::title)
                .orElse("id");
        return records.find(person, instance.entity(), instance.record(), Set.of())
                        instanceof FindResult.Found(var record)
                ? Objects.toString(record.values().get(field), "")
                : "";
    }

    private Optional<Plan> plan(RecordId id, ApprovalDefinition live, Map<String, String> mapping) {
        return store.instance(id)
                .filter(instance -> !instance.state().isFinal() && instance.process() != null)
                .flatMap(instance -> places.find(instance, now()))
                .map(place -> plan(place, live, mapping));
    }

    private static Plan plan(Place place, ApprovalDefinition live, Map<String, String> mapping) {
        var standing = place.standing();
        var at = standing.size() == 1
                ? target(place.definition(), standing.iterator().next())
                : Optional.<Target>empty();
        if (at.isEmpty()) {
            return new Plan(place, null, null, List.of(Problem.at("", ApprovalProblems.MOVE_MANIFOLD)));
        }
        if (place.instance().state() == ApprovalState.SUSPENDED) {
            return new Plan(place, at.get(), null, List.of(Problem.at("", ApprovalProblems.MOVE_SUSPENDED)));
        }
        var node = at.get().node();
        var to = target(live, mapping.getOrDefault(node, node));
        return new Plan(
                place,
                at.get(),
                to.orElse(null),
                to.isPresent()
                        ? List.of()
                        : List.of(Problem.at("node", ApprovalProblems.MOVE_STEP_GONE)
                                .with("step", at.get().label())));
    }

    /** A step at which people sit, outside of lanes that run side by side. */
    private static Optional<Target> target(ApprovalDefinition definition, String node) {
        return Route.find(definition.nodes(), node)
                .flatMap(FlowNodes::step)
                .filter(step -> Route.blocks(definition.nodes(), step.id()).isEmpty())
                .map(step -> new Target(step.id(), step.label()));
    }

    private static List<Target> targets(ApprovalDefinition definition) {
        return FlowNodes.all(definition.nodes())
                .flatMap(node -> target(definition, node.id()).stream())
                .toList();
    }

    private Optional<ApprovalDefinition> live(String approval) {
        return reader.metadata().all(ApprovalDefinition.class).stream()
                .filter(one -> one.id().equals(approval))
                .findFirst();
    }

    private Optional<Report> refusal(Actor.Person person, String approval, Optional<ApprovalDefinition> live) {
        if (live.isEmpty()) {
            return Optional.of(refused(
                    Problem.at("approval", ApprovalProblems.APPROVAL_UNKNOWN).with("given", approval)));
        }
        return isRunBy(live.get(), person)
                ? Optional.empty()
                : Optional.of(refused(Problem.at("", ApprovalProblems.ONLY_ADMINISTRATORS)));
    }

    private boolean isRunBy(ApprovalDefinition definition, Actor.Person person) {
        var named = definition.administrators();
        return named.isEmpty()
                ? reader.metadata().all(RoleDefinition.class).stream()
                        .filter(role -> role.rights().contains(Right.ADMINISTER))
                        .anyMatch(role -> person.roles().contains(role.id()))
                : named.stream().anyMatch(person.roles()::contains);
    }

    private static Report refused(Problem problem) {
        return new Report(List.of(), List.of(), List.of(problem));
    }

    private List<RecordId> older(ApprovalDefinition live) {
        return sql.list("""
                SELECT id FROM t_approval_instance
                WHERE definition = ? AND running = 1 AND hash <> ? AND entity = ?
                ORDER BY id LIMIT ?
                """, row -> new RecordId(row.getLong("id")), live.id(), archive.hash(live), live.entity(), MAX);
    }

    private Instant now() {
        return clock.instant();
    }
}
