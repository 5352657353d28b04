package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.approval.ApprovalPath.Person;
import dev.trellis.workflow.approval.ApprovalPath.State;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.NodeState.Vote;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the requests of a record: the way taken and ahead, the log, what the reader may do. */
@Singleton
final class ApprovalHistory {

    private final ApprovalStore store;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final People people;

    ApprovalHistory(ApprovalStore store, DefinitionArchive archive, RecordReader reader, People people) {
        this.store = store;
        this.archive = archive;
        this.reader = reader;
        this.people = people;
    }

    List<ApprovalView> of(Actor actor, String entity, RecordId record, Instant now) {
        return store.instances(entity, record).stream()
                .map(instance -> view(actor, instance, now))
                .toList();
    }

    private ApprovalView view(Actor actor, Instance instance, Instant now) {
        var definition = archive.read(instance.definition(), instance.hash());
        var entries = store.entries(instance.id());
        var log = store.log(instance.id());
        return new ApprovalView(
                instance.id(),
                definition.id(),
                definition.label(),
                instance.state(),
                instance.initiator(),
                name(instance.initiator()),
                instance.startedAt(),
                instance.endedAt(),
                path(instance, definition, entries, log, now),
                log.stream().map(line -> entry(definition, line)).toList(),
                may(actor, instance, definition, entries));
    }

    private ApprovalPath path(
            Instance instance, ApprovalDefinition definition, List<Entry> entries, List<Log> log, Instant now) {
        var passed = passed(instance, definition, entries, log);
        var record = reader.find(instance.entity(), instance.record());
        var initiator = people.find(instance.initiator());
        if (instance.state() != ApprovalState.RUNNING || passed.isEmpty() || record.isEmpty() || initiator.isEmpty()) {
            return new ApprovalPath(passed);
        }
        var facts = new RequestFacts(reader, definition, record.get(), initiator.get(), now);
        return ApprovalPath.running(passed, definition, passed.getLast().node(), facts.request(), people, facts);
    }

    /** The steps in the order in which the log says that they were reached. */
    private List<ApprovalPath.Step> passed(
            Instance instance, ApprovalDefinition definition, List<Entry> entries, List<Log> log) {
        var open = new ArrayDeque<>(entries);
        var copies = store.copies(instance.id());
        var steps = new ArrayList<ApprovalPath.Step>();
        for (var line : log) {
            var node = Optional.ofNullable(line.node()).flatMap(id -> Route.find(definition.nodes(), id));
            if (node.isEmpty()) {
                continue;
            }
            if (line.event() == ApprovalEvent.ENTERED) {
                steps.add(step(definition, node.get(), open.remove()));
            } else if (line.event() == ApprovalEvent.COPIED) {
                steps.add(step(definition, node.get(), copies, line.at()));
            }
        }
        return steps;
    }

    private ApprovalPath.Step step(ApprovalDefinition definition, Node node, Entry entry) {
        return new ApprovalPath.Step(
                node.id(),
                node.label(),
                entry.completion(),
                entry.state().outcome().map(ApprovalHistory::state).orElse(State.CURRENT),
                entry.tasks().stream().map(this::person).toList(),
                Route.because(definition.nodes(), node.id()),
                entry.at());
    }

    private ApprovalPath.Step step(ApprovalDefinition definition, Node node, List<Copy> copies, Instant at) {
        return new ApprovalPath.Step(
                node.id(),
                node.label(),
                null,
                State.DONE,
                copies.stream()
                        .filter(copy -> copy.node().equals(node.id()))
                        .map(copy -> new Person(
                                copy.user(), name(copy.user()), Vote.NOT_NEEDED, copy.reasons(), copy.at(), ""))
                        .toList(),
                Route.because(definition.nodes(), node.id()),
                at);
    }

    private static State state(NodeState.Outcome outcome) {
        return switch (outcome) {
            case AGREED -> State.DONE;
            case REJECTED -> State.REJECTED;
            case WITHDRAWN -> State.WITHDRAWN;
        };
    }

    private Person person(Task task) {
        return new Person(task.user(), name(task.user()), task.vote(), task.reasons(), task.decidedAt(), task.remark());
    }

    private ApprovalView.LogEntry entry(ApprovalDefinition definition, Log line) {
        var actor = line.actor();
        return new ApprovalView.LogEntry(
                line.at(),
                line.event(),
                actor == null ? null : name(actor),
                label(definition, line.node()),
                line.people().stream().map(this::name).toList(),
                line.remark());
    }

    private static @Nullable Label label(ApprovalDefinition definition, @Nullable String node) {
        return node == null
                ? null
                : Route.find(definition.nodes(), node).map(Node::label).orElse(null);
    }

    private static ApprovalView.May may(
            Actor actor, Instance instance, ApprovalDefinition definition, List<Entry> entries) {
        if (!(actor instanceof Actor.Person person) || instance.state() != ApprovalState.RUNNING) {
            return new ApprovalView.May(false, null, Map.of());
        }
        var untouched = entries.stream().noneMatch(entry -> entry.state().isTouched());
        var withdraw = instance.initiator().equals(person.user()) && untouched;
        for (var entry : entries) {
            for (var task : entry.tasks()) {
                if (task.user().equals(person.user()) && task.vote() == Vote.PENDING) {
                    return new ApprovalView.May(withdraw, task.id(), fields(definition, entry.node()));
                }
            }
        }
        return new ApprovalView.May(withdraw, null, Map.of());
    }

    static Map<String, FieldRight> fields(ApprovalDefinition definition, String node) {
        return Route.find(definition.nodes(), node).orElse(null) instanceof Approve approve
                ? approve.fields()
                : Map.of();
    }

    private String name(RecordId user) {
        return people.find(user).map(People.Member::name).orElse("?");
    }
}
