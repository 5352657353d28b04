package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.people.Arrival;
import dev.trellis.workflow.people.Past;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request with everything that its next step depends on. */
record Place(
        Instance instance,
        ApprovalDefinition definition,
        RequestFacts facts,
        List<Entry> entries,
        Map<String, List<RecordId>> chosen,
        Request.Deputies deputies) {

    Place {
        entries = List.copyOf(entries);
        chosen = Map.copyOf(chosen);
    }

    <N extends Node> N node(String id, Class<N> kind) {
        return find(id, kind)
                .orElseThrow(() -> new TrellisException(
                        "Approval %s has no %s with the id %s".formatted(definition.id(), kind.getSimpleName(), id)));
    }

    <N extends Node> Optional<N> find(String id, Class<N> kind) {
        return Route.find(definition.nodes(), id).filter(kind::isInstance).map(kind::cast);
    }

    Request request() {
        var passed = thisSubmission().stream()
                .filter(Entry::isPassed)
                .map(entry -> new Past.Passed(entry.node(), entry.state(), isStale(entry)))
                .toList();
        return facts.request(deputies, new Past(passed, chosen));
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

    /** The entry at which the flow stands. */
    Entry current() {
        if (entries.isEmpty()) {
            throw new TrellisException("Request " + instance.id() + " stands nowhere");
        }
        return entries.getLast();
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
                && thisSubmission().stream().noneMatch(entry -> entry.state().isDecided());
    }

    private boolean isLast(Approve node) {
        var rest = Route.after(definition.nodes(), node.id()).orElse(List.of());
        return Route.ahead(rest, facts) instanceof Route.Answer.Leads<List<Route.Stop>>(var stops)
                && stops.stream().noneMatch(stop -> stop.node() instanceof Approve);
    }
}
