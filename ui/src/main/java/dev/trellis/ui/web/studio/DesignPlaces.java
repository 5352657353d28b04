package dev.trellis.ui.web.studio;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.design.Design;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Relates problems of a draft to what is on the canvas. */
final class DesignPlaces {

    /** How a property of an element is called in its definition, where that differs. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "visible", "visibleWhen",
            "required_when", "requiredWhen",
            "read_only", "readOnlyWhen");

    private DesignPlaces() {}

    /** The problems that stand beside one property of the selected element. */
    static List<Problem> problems(Design design, Selection selection, String property) {
        var dot = property.indexOf('.');
        var stem = dot < 0 ? property : property.substring(0, dot);
        var named = stem.equals("option") ? property.substring(dot + 1) : PROPERTIES.getOrDefault(stem, stem);
        return design.problems().stream()
                .filter(problem -> selection(design, problem).equals(Optional.of(selection)))
                .filter(problem -> has(problem.path(), named))
                .toList();
    }

    private static boolean has(String path, String step) {
        var steps = List.of(path.split("[/.\\[]"));
        return steps.lastIndexOf(step) > 2;
    }

    /** The element of the canvas that a problem is about; empty if it is elsewhere. */
    static Optional<Selection> selection(Design design, Problem problem) {
        var steps = problem.path().split("[/.]");
        if (steps.length < 2) {
            return Optional.empty();
        }
        if (steps[0].equals("form") && steps[1].equals(design.form())) {
            return ofForm(design, steps);
        }
        if (steps[0].equals("entity") && steps.length > 3 && steps[2].equals("fields")) {
            return ofField(design, new FieldKey(steps[1], steps[3]));
        }
        return Optional.empty();
    }

    private static Optional<Selection> ofForm(Design design, String[] steps) {
        if (steps.length > 5 && steps[4].equals("items")) {
            return design.item(steps[5]).map(item -> new Selection.OfItem(item.id()));
        }
        return steps.length > 3
                ? design.section(steps[3]).map(section -> new Selection.OfSection(section.id()))
                : Optional.empty();
    }

    private static Optional<Selection> ofField(Design design, FieldKey key) {
        if (key.entity().equals(design.entity())) {
            return items(design).stream()
                    .filter(item -> item.field().equals(key.field()))
                    .findFirst()
                    .map(item -> new Selection.OfItem(item.id()));
        }
        return items(design).stream()
                .filter(item -> item.columns().contains(key.field()))
                .findFirst()
                .map(item -> new Selection.OfColumn(item.id(), key));
    }

    private static List<FormDefinition.Item> items(Design design) {
        return design.layout().sections().stream()
                .flatMap(section -> section.items().stream())
                .toList();
    }
}
