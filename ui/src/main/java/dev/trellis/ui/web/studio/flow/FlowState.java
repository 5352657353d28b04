package dev.trellis.ui.web.studio.flow;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.flow.FlowEdit;
import dev.trellis.form.flow.FlowEdit.Spot;
import dev.trellis.form.flow.NodeKind;
import dev.trellis.workflow.lint.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A flow as its designer shows it; immutable.
 *
 * @param flow the definition, with every default left out
 * @param problems what keeps it from being published
 * @param findings what is odd about it and does not keep it from being published
 */
record FlowState(
        Metadata draft,
        String id,
        String entity,
        ObjectNode flow,
        List<Problem> problems,
        List<Finding> findings,
        Locale locale) {

    FlowState {
        problems = List.copyOf(problems);
        findings = List.copyOf(findings);
    }

    /** Finds a node or an arm, or for a blank id the flow itself. */
    Optional<ObjectNode> element(String element) {
        return element.isEmpty() ? Optional.of(flow) : find(flow, element);
    }

    private static Optional<ObjectNode> find(JsonNode at, String id) {
        for (var name : List.of("nodes", "otherwise", "branches", "lanes")) {
            for (var child : at.path(name)) {
                if (child.path("id").asString().equals(id)) {
                    return Optional.of((ObjectNode) child);
                }
                var inside = find(child, id);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }

    /** The spot behind a node, at the end of an arm, or for anything else at the end of the flow. */
    Spot behind(String element) {
        return behind(flow, FlowEdit.FLOW, element)
                .orElse(new Spot(FlowEdit.FLOW, FlowEdit.DEFAULT, Integer.MAX_VALUE));
    }

    private static Optional<Spot> behind(JsonNode owner, String name, String element) {
        for (var list : List.of("nodes", "otherwise")) {
            var found = among(owner.path(list), name, FlowEdit.DEFAULT, element);
            if (found.isPresent()) {
                return found;
            }
        }
        for (var arms : List.of("branches", "lanes")) {
            for (var arm : owner.path(arms)) {
                var id = arm.path("id").asString();
                var found = id.equals(element)
                        ? Optional.of(new Spot(name, id, Integer.MAX_VALUE))
                        : among(arm.path("nodes"), name, id, element);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Spot> among(JsonNode nodes, String owner, String arm, String element) {
        for (int i = 0; i < nodes.size(); i++) {
            var id = nodes.get(i).path("id").asString();
            if (id.equals(element)) {
                return Optional.of(new Spot(owner, arm, i + 1));
            }
            var inside = behind(nodes.get(i), id, element);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    /** The kind of a node; empty for an arm and for the flow. */
    static Optional<NodeKind> kind(JsonNode element) {
        var key = element.path("kind").asString("");
        for (var kind : NodeKind.values()) {
            if (kind.key().equals(key)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The problems of one element, not of what is inside it. */
    List<Problem> problemsOf(String element) {
        return problems.stream()
                .filter(problem -> place(problem).equals(element))
                .toList();
    }

    List<Problem> findingsOf(String element) {
        return findings.stream()
                .filter(finding -> finding.node().equals(element))
                .map(Finding::problem)
                .toList();
    }

    /** The element that a problem is about: the last step of its path that is one, else the flow. */
    String place(Problem problem) {
        var found = "";
        for (var step : problem.path().split("[/.]")) {
            if (!step.isEmpty() && find(flow, step).isPresent()) {
                found = step;
            }
        }
        return found;
    }

    /** The steps at which people sit, for "same as": id and label. */
    List<ObjectNode> steps() {
        var steps = new ArrayList<ObjectNode>();
        collect(flow, steps);
        return steps;
    }

    private static void collect(JsonNode at, List<ObjectNode> steps) {
        for (var name : List.of("nodes", "otherwise", "branches", "lanes")) {
            for (var child : at.path(name)) {
                kind(child)
                        .filter(kind -> kind == NodeKind.APPROVE || kind == NodeKind.HANDLE)
                        .ifPresent(kind -> steps.add((ObjectNode) child));
                collect(child, steps);
            }
        }
    }

    /** The text of a label in the reader's language, else in any. */
    String label(JsonNode element) {
        var label = element.path("label");
        var exact = label.path(locale.toLanguageTag()).asString("");
        if (!exact.isEmpty()) {
            return exact;
        }
        var english = label.path("en").asString("");
        return !english.isEmpty() || label.isEmpty()
                ? english
                : label.iterator().next().asString("");
    }
}
