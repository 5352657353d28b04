package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApproveOptions.Repeated;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.people.Arrival;
import dev.trellis.workflow.people.Past;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Request;
import dev.trellis.workflow.route.Route;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A request with everything that its next step depends on. */
record Place(
        Instance instance,
        ApprovalDefinition definition,
        RequestFacts facts,
        List<Entry> entries,
        List<Work> works,
        Map<String, List<RecordId>> chosen,
        Request.Deputies deputies) {

    Place {
        entries = List.copyOf(entries);
        works = List.copyOf(works);
        chosen = Map.copyOf(chosen);
    }

    <N extends Node> N node(String id, Class<N> kind) {
        return Optional.of(anyNode(id))
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(() -> new TrellisException(
                        "Approval %s has no %s with the id %s".formatted(definition.id(), kind.getSimpleName(), id)));
    }

    Node anyNode(String id) {
        return Route.find(definition.nodes(), id)
                .orElseThrow(() -> new TrellisException("Approval %s has no node %s".formatted(definition.id(), id)));
    }

    /** The step at which people sit, whether they decide or work there. */
    Optional<Approve> findStep(String id) {
        return Route.find(definition.nodes(), id).flatMap(FlowNodes::step);
    }

    Approve step(String id) {
        return findStep(id)
                .orElseThrow(() ->
                        new TrellisException("Nobody sits at node %s of approval %s".formatted(id, definition.id())));
    }

    /** Tells whether people work at a step, and do not decide. */
    boolean isWork(String id) {
        return Route.find(definition.nodes(), id)
                .filter(FlowNodes.Handle.class::isInstance)
                .isPresent();
    }

    Request request() {
        var passed = thisSubmission().stream()
                .filter(Entry::isPassed)
                .map(entry -> new Past.Passed(entry.node(), entry.state(), isStale(entry), isWork(entry.node())))
                .toList();
        return facts.request(deputies, new Past(passed, chosen));
    }

    /** Tells whether somebody may have no part in a step because they have decided before. */
    boolean isExcluded(String node, RecordId user) {
        return step(node).options().repeated() == Repeated.EXCLUSIVE
                && request().past().deciders().contains(user);
    }

    private boolean isStale(Entry entry) {
        var seen = entry.seenVersion();
        return seen != null && seen != facts.record().version();
    }

    List<Entry> thisSubmission() {
        return entries.stream()
                .filter(entry -> entry.submission() == instance.submission())
                .toList();
    }

    /** The latest entry at which the flow stands, else the one from which it was sent back, else the last. */
    Entry current() {
        if (entries.isEmpty()) {
            throw new TrellisException("Request " + instance.id() + " stands nowhere");
        }
        return entries.reversed().stream()
                .filter(Entry::isOpen)
                .findFirst()
                .or(() -> entries.reversed().stream()
                        .filter(entry -> entry.state().outcome().stream().anyMatch(Outcome.RETURNED::equals))
                        .findFirst()
                        .filter(_ -> instance.state() == ApprovalState.RETURNED))
                .orElseGet(entries::getLast);
    }

    /** The nodes at which the flow stands: with people, or at work by itself. */
    Set<String> standing() {
        var nodes = new LinkedHashSet<String>();
        if (instance.state() == ApprovalState.RETURNED) {
            nodes.add(current().node());
        }
        entries.stream()
                .filter(entry -> entry.isOpen() || entry.isUntold())
                .map(Entry::node)
                .forEach(nodes::add);
        works.stream().filter(Work::isOpen).map(Work::node).forEach(nodes::add);
        return nodes;
    }

    /** The other nodes at which the flow stands. */
    Set<String> others(String node) {
        var others = new LinkedHashSet<>(standing());
        others.remove(node);
        return others;
    }

    /** Tells whether lanes run side by side in it, or requests of its own. */
    boolean isManifold() {
        return FlowNodes.all(definition.nodes())
                .anyMatch(node -> node instanceof FlowNodes.Parallel
                        || node instanceof FlowNodes.Inclusive
                        || node instanceof FlowNodes.SubFlow);
    }

    /** The fields that may be written now, by whoever sits at one of the open steps. */
    List<String> openFields() {
        return openFields(entries.stream());
    }

    /** As {@link #openFields()}, once a step is entered. */
    List<String> openFieldsWith(Entry entered) {
        return openFields(Stream.concat(entries.stream(), Stream.of(entered)));
    }

    private List<String> openFields(Stream<Entry> all) {
        return all.filter(Entry::isOpen)
                .flatMap(entry -> openFields(step(entry.node()).fields()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> openFields(Map<String, FieldRight> fields) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getValue() == FieldRight.WRITE)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What would happen if the request arrived at a node now; empty where nobody could decide. */
    Optional<Arrival> arrival(Approve node, People people) {
        return Arrival.at(
                node, request(), people, isLast(node), definition.policy().mayPassAlone());
    }

    /** Tells whether somebody holds a role that administers the approval. */
    boolean isRunBy(Actor.Person person) {
        return request().administrators().stream()
                .anyMatch(role -> person.roles().contains(role));
    }

    /** Tells whether the request would be approved without any person having decided, if a rule agreed at a node now. */
    boolean needsAPersonAt(Approve node) {
        return isLast(node)
                && !definition.policy().mayPassAlone()
                && !isWork(node.id())
                && thisSubmission().stream().noneMatch(entry -> entry.state().isDecided() && !isWork(entry.node()));
    }

    /** Tells whether steps were passed and nobody but rules has decided. */
    boolean passesAlone() {
        var steps =
                thisSubmission().stream().filter(entry -> !isWork(entry.node())).toList();
        return !definition.policy().mayPassAlone()
                && !steps.isEmpty()
                && steps.stream().noneMatch(entry -> entry.state().isDecided());
    }

    /** Whether nobody else will decide: neither ahead nor in another lane that must be waited for. */
    private boolean isLast(Approve node) {
        var rest = Route.after(definition.nodes(), node.id()).orElse(List.of());
        return !Route.decides(rest, facts)
                && entries.stream()
                        .noneMatch(entry -> entry.isOpen()
                                && !entry.node().equals(node.id())
                                && anyNode(entry.node()) instanceof Approve
                                && Route.waitsFor(definition.nodes(), node.id(), entry.node()));
    }
}
