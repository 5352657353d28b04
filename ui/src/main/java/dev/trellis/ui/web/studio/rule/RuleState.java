package dev.trellis.ui.web.studio.rule;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.design.DraftSchema;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.form.rule.RuleEdit.Spot;
import dev.trellis.form.rule.RuleWords;
import dev.trellis.form.rule.StepKind;
import dev.trellis.ui.web.studio.property.DesignContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule as its builder shows it; immutable.
 *
 * @param rule the definition, with every default left out
 * @param problems what keeps it from being published
 */
record RuleState(Metadata draft, String entity, ObjectNode rule, List<Problem> problems, Locale locale) {

    RuleState {
        problems = List.copyOf(problems);
    }

    String text(String key) {
        return Messages.text(key, locale);
    }

    String text(String key, Map<String, ?> arguments) {
        return Messages.text(key, locale, arguments);
    }

    DesignContext context() {
        return new DesignContext(draft, entity, locale);
    }

    RuleWords words() {
        return new RuleWords(draft, entity, locale);
    }

    /** The fields of an entity, the platform's own ones among them. */
    List<FieldDefinition> fields(String of) {
        return DraftSchema.everything(draft).fields(of);
    }

    /** The fields of an entity that can be written. */
    List<FieldDefinition> writable(String of) {
        return draft.entity(of).stream()
                .flatMap(found -> found.fields().stream())
                .filter(field -> !field.type().isComputed())
                .toList();
    }

    Optional<ObjectNode> step(String id) {
        return find(rule, id);
    }

    private static Optional<ObjectNode> find(JsonNode at, String id) {
        for (var list : lists(at)) {
            for (var step : at.path(list)) {
                if (step.path("id").asString("").equals(id)) {
                    return Optional.of((ObjectNode) step);
                }
                var inside = find(step, id);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }

    /** The same as seen from a step: inside a loop, the records that the loop goes through. */
    RuleState within(String step) {
        return of(rule, entity, step)
                .filter(about -> !about.equals(entity))
                .map(about -> new RuleState(draft, about, rule, problems, locale))
                .orElse(this);
    }

    /** As seen from a step inside one. */
    RuleState inside(String owner) {
        return step(owner)
                .filter(step -> step.path("do").asString("").equals("each"))
                .map(step -> new RuleState(draft, step.path("entity").asString(""), rule, problems, locale))
                .orElseGet(() -> within(owner));
    }

    private static Optional<String> of(JsonNode at, String about, String id) {
        for (var list : lists(at)) {
            for (var step : at.path(list)) {
                if (step.path("id").asString("").equals(id)) {
                    return Optional.of(about);
                }
                var inside = step.path("do").asString("").equals("each")
                        ? step.path("entity").asString("")
                        : about;
                var found = of(step, inside, id);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The lists of steps in a step, or in the rule itself. */
    static List<String> lists(JsonNode owner) {
        return owner.has("do") ? StepKind.of(owner).map(StepKind::lists).orElse(List.of()) : List.of("steps");
    }

    /** How the steps are arranged, whatever they say. */
    String shape() {
        var shape = new StringBuilder();
        shape(rule, shape);
        return shape.toString();
    }

    private static void shape(JsonNode owner, StringBuilder shape) {
        for (var list : lists(owner)) {
            shape.append('(');
            for (var step : owner.path(list)) {
                shape.append(step.path("do").asString(""))
                        .append(' ')
                        .append(step.path("id").asString(""));
                shape(step, shape);
                shape.append(' ');
            }
            shape.append(')');
        }
    }

    /** The problems of one step, not of those inside it. */
    List<Problem> problemsOf(String step) {
        return problems.stream().filter(problem -> place(problem).equals(step)).toList();
    }

    /** The problems of a part of the rule itself: {@code when}, {@code triggers}. */
    List<Problem> problemsAt(String part) {
        return problems.stream()
                .filter(problem -> place(problem).isEmpty() && problem.path().contains("/" + part))
                .toList();
    }

    /** The step that a problem is about; empty for the rule itself. */
    String place(Problem problem) {
        var found = RuleEdit.RULE;
        for (var part : problem.path().split("[/.]")) {
            if (!part.isEmpty() && step(part).isPresent()) {
                found = part;
            }
        }
        return found;
    }

    /** Says what a problem is about, for a line apart from it. */
    String named(Problem problem) {
        var place = place(problem);
        return step(place).map(step -> words().step(step)).orElse("");
    }

    /** The spot behind a step, else at the end of the rule. */
    Spot behind(String step) {
        return behind(rule, RuleEdit.RULE, step).orElse(new Spot(RuleEdit.RULE, "steps", Integer.MAX_VALUE));
    }

    private static Optional<Spot> behind(JsonNode owner, String name, String id) {
        for (var list : lists(owner)) {
            int position = 0;
            for (var step : owner.path(list)) {
                position++;
                if (step.path("id").asString("").equals(id)) {
                    return Optional.of(new Spot(name, list, position));
                }
                var inside = behind(step, step.path("id").asString(""), id);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }

    /** The text of a label in the reader's language, else in any. */
    String label() {
        var label = rule.path("label");
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
