package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.approval.ApprovalPath.Person;
import dev.trellis.workflow.approval.ApprovalPath.State;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.paper.PaperStore;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows the requests of a record: the way taken and ahead, the log, what the reader may do. */
@Singleton
final class ApprovalHistory {

    private final ApprovalStore store;
    private final LogStore logs;
    private final WorkStore works;
    private final Places places;
    private final Permits permits;
    private final Changes changes;
    private final DefinitionArchive archive;
    private final People people;
    private final PaperStore papers;

    ApprovalHistory(
            ApprovalStore store,
            LogStore logs,
            WorkStore works,
            Places places,
            Permits permits,
            Changes changes,
            DefinitionArchive archive,
            People people,
            PaperStore papers) {
        this.papers = papers;
        this.store = store;
        this.logs = logs;
        this.works = works;
        this.places = places;
        this.permits = permits;
        this.changes = changes;
        this.archive = archive;
        this.people = people;
    }

    List<ApprovalView> of(Actor actor, String entity, RecordId record, Instant now) {
        return store.instances(entity, record).stream()
                .map(instance -> view(actor, instance, now))
                .toList();
    }

    private ApprovalView view(Actor actor, Instance instance, Instant now) {
        var definition = archive.read(instance.definition(), instance.hash());
        var log = logs.log(instance.id());
        var place = instance.state().isFinal() ? Optional.<Place>empty() : places.find(instance, now);
        return new ApprovalView(
                instance.id(),
                definition.id(),
                definition.label(),
                instance.state(),
                instance.initiator(),
                name(instance.initiator()),
                instance.startedAt(),
                instance.endedAt(),
                instance.submission(),
                instance.trouble(),
                path(instance, definition, place, log),
                log.stream().map(line -> entry(definition, line)).toList(),
                changes.of(actor, instance),
                Endings.ending(definition, instance.state()).prints() && papers.isKept(instance.id()),
                place.map(found -> permits.of(actor, found, now)).orElse(ApprovalView.May.NOTHING));
    }

    private ApprovalPath path(Instance instance, ApprovalDefinition definition, Optional<Place> place, List<Log> log) {
        var passed = passed(instance, definition, store.entries(instance.id()), works.of(instance.id()), log);
        if (place.isEmpty() || passed.isEmpty()) {
            return new ApprovalPath(passed);
        }
        var facts = place.get().facts();
        var standsAt = place.get().standing();
        return ApprovalPath.running(passed, definition, standsAt, place.get().request(), people, facts);
    }

    /** The steps in the order in which the log says that they were reached. */
    private List<ApprovalPath.Step> passed(
            Instance instance, ApprovalDefinition definition, List<Entry> entries, List<Work> worked, List<Log> log) {
        var open = new ArrayDeque<>(entries);
        var own = new ArrayDeque<>(worked);
        var copies = logs.copies(instance.id());
        var steps = new ArrayList<ApprovalPath.Step>();
        for (var line : log) {
            var node = Optional.ofNullable(line.node()).flatMap(id -> Route.find(definition.nodes(), id));
            if (node.isEmpty()) {
                continue;
            }
            if (line.event() == ApprovalEvent.ENTERED) {
                steps.add(step(definition, node.get(), open.remove()));
            } else if (line.event() == ApprovalEvent.REACHED) {
                steps.add(step(definition, node.get(), own.remove()));
            } else if (line.event() == ApprovalEvent.COPIED) {
                steps.add(step(definition, node.get(), copies, line.at()));
            }
        }
        return steps;
    }

    private ApprovalPath.Step step(ApprovalDefinition definition, Node node, Entry entry) {
        return new ApprovalPath.Step(
                ApprovalPath.kind(node),
                node.id(),
                node.label(),
                entry.rule().completion(),
                entry.state().outcome().map(ApprovalHistory::state).orElse(State.CURRENT),
                entry.tasks().stream().map(this::person).toList(),
                Route.because(definition.nodes(), node.id()),
                entry.at(),
                false);
    }

    private ApprovalPath.Step step(ApprovalDefinition definition, Node node, Work work) {
        return new ApprovalPath.Step(
                ApprovalPath.kind(node),
                node.id(),
                node.label(),
                null,
                switch (work.state()) {
                    case DUE, WAITING, STUCK -> State.CURRENT;
                    case DONE -> State.DONE;
                    case CANCELLED -> State.LEFT;
                },
                List.of(),
                Route.because(definition.nodes(), node.id()),
                work.at(),
                false);
    }

    private ApprovalPath.Step step(ApprovalDefinition definition, Node node, List<Copy> copies, Instant at) {
        return new ApprovalPath.Step(
                ApprovalPath.kind(node),
                node.id(),
                node.label(),
                null,
                State.DONE,
                copies.stream()
                        .filter(copy -> copy.node().equals(node.id()))
                        .map(copy -> new Person(
                                copy.user(),
                                name(copy.user()),
                                Vote.NOT_NEEDED,
                                copy.reasons(),
                                copy.at(),
                                "",
                                null,
                                null))
                        .toList(),
                Route.because(definition.nodes(), node.id()),
                at,
                false);
    }

    private static State state(Outcome outcome) {
        return switch (outcome) {
            case AGREED -> State.DONE;
            case REJECTED -> State.REJECTED;
            case RETURNED -> State.RETURNED;
            case WITHDRAWN -> State.WITHDRAWN;
            case CANCELLED -> State.LEFT;
        };
    }

    private Person person(Task task) {
        return new Person(
                task.user(),
                name(task.user()),
                task.vote(),
                task.reasons(),
                task.decidedAt(),
                task.remark(),
                nameOrNull(task.seat().insteadOf()),
                nameOrNull(task.seat().addedBy()));
    }

    private @Nullable String nameOrNull(@Nullable RecordId user) {
        return user == null ? null : name(user);
    }

    private ApprovalView.LogEntry entry(ApprovalDefinition definition, Log line) {
        var actor = line.actor();
        var done = done(line);
        return new ApprovalView.LogEntry(
                line.at(),
                line.event(),
                actor == null ? null : name(actor),
                done == null ? null : nameOrNull(done.insteadOf()),
                label(definition, line.node()),
                line.people().stream().map(this::name).toList(),
                line.remark(),
                done == null ? null : done.rule());
    }

    private static StateJson.Detail.@Nullable Done done(Log line) {
        return !line.detail().isEmpty() && StateJson.detail(line.detail()) instanceof StateJson.Detail.Done done
                ? done
                : null;
    }

    private static @Nullable Label label(ApprovalDefinition definition, @Nullable String node) {
        return node == null
                ? null
                : Route.find(definition.nodes(), node).map(Node::label).orElse(null);
    }

    static Map<String, FieldRight> fields(ApprovalDefinition definition, String node) {
        return Route.find(definition.nodes(), node)
                .map(found -> found instanceof CarbonCopy copy
                        ? copy.fields().stream().collect(Collectors.toMap(field -> field, _ -> FieldRight.READ))
                        : FlowNodes.step(found).map(Approve::fields).orElse(Map.of()))
                .orElse(Map.of());
    }

    private String name(RecordId user) {
        return people.find(user).map(People.Member::name).orElse("?");
    }
}
