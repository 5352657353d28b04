package dev.trellis.form.rule;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import jakarta.inject.Singleton;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies edits to a rule: pure, each gives another draft or says why not. What an edit breaks elsewhere is a problem of the
 * new draft, never a reason to refuse: people repair in any order.
 */
@Singleton
public final class RuleDesigner {

    private final MetadataJson json;

    public RuleDesigner(MetadataJson json) {
        this.json = json;
    }

    /** What an edit makes of a draft. */
    public sealed interface Result {

        record Applied(Metadata draft) implements Result {}

        /** The edit means nothing here, or what it gives is no definition at all; the draft stays. */
        record Refused(Problem problem) implements Result {}
    }

    public static Optional<RuleDefinition> find(Metadata draft, String rule) {
        return draft.find(new DefinitionKey(Kind.RULE, rule)).map(RuleDefinition.class::cast);
    }

    /** The definition with every default left out. */
    public ObjectNode write(RuleDefinition rule) {
        return json.write(rule);
    }

    public Result apply(Metadata draft, String rule, RuleEdit edit) {
        var definition = find(draft, rule);
        if (definition.isEmpty()) {
            return new Result.Refused(problem(RuleProblem.NO_RULE, rule));
        }
        var tree = new RuleTree(json.write(definition.get()));
        var problem = edit(tree, edit);
        if (problem.isPresent()) {
            return new Result.Refused(problem.get());
        }
        return switch (json.read(Kind.RULE, tree.rule())) {
            case MetadataJson.Reading.Read(var read) -> new Result.Applied(draft.with(read));
            case MetadataJson.Reading.Refused(var problems) -> new Result.Refused(problems.getFirst());
        };
    }

    private static Optional<Problem> edit(RuleTree tree, RuleEdit edit) {
        return switch (edit) {
            case RuleEdit.Insert(var step, var spot) -> insert(tree, step, spot);
            case RuleEdit.Move(var id, var spot) -> move(tree, id, spot);
            case RuleEdit.Remove(var id) -> {
                var place = tree.step(id);
                place.ifPresent(found -> found.among().remove(found.position()));
                yield missing(place.isPresent(), id);
            }
            case RuleEdit.SetProperty(var id, var property, var value) -> {
                var element = tree.element(id);
                element.ifPresent(found -> RuleTree.set(found, property, value));
                yield missing(element.isPresent(), id);
            }
            case RuleEdit.AddTrigger(var trigger) -> {
                tree.triggers().add(trigger.deepCopy());
                yield Optional.empty();
            }
            case RuleEdit.ReplaceTrigger(var position, var trigger) -> {
                boolean isThere = isThere(tree.triggers(), position);
                if (isThere) {
                    tree.triggers().set(position, trigger.deepCopy());
                }
                yield missing(isThere, String.valueOf(position));
            }
            case RuleEdit.RemoveTrigger(var position) -> {
                boolean isThere = isThere(tree.triggers(), position);
                if (isThere && tree.triggers().size() == 1) {
                    yield Optional.of(problem(RuleProblem.LAST_TRIGGER, String.valueOf(position)));
                }
                if (isThere) {
                    tree.triggers().remove(position);
                }
                yield missing(isThere, String.valueOf(position));
            }
        };
    }

    private static boolean isThere(ArrayNode triggers, int position) {
        return position >= 0 && position < triggers.size();
    }

    private static Optional<Problem> insert(RuleTree tree, ObjectNode step, RuleEdit.Spot spot) {
        var id = RuleTree.id(step);
        if (tree.step(id).isPresent()) {
            return Optional.of(problem(RuleProblem.ID_TAKEN, id));
        }
        var list = tree.list(spot);
        list.ifPresent(found -> RuleTree.insert(found, step.deepCopy(), spot.position()));
        return missing(list.isPresent(), spot.owner());
    }

    private static Optional<Problem> move(RuleTree tree, String id, RuleEdit.Spot spot) {
        var place = tree.step(id);
        var list = tree.list(spot);
        if (place.isEmpty() || list.isEmpty()) {
            return missing(false, place.isEmpty() ? id : spot.owner());
        }
        var from = place.get();
        var step = from.step();
        if (RuleTree.holds(step, spot.owner())) {
            return Optional.of(problem(RuleProblem.INTO_ITSELF, id));
        }
        boolean same = from.owner().equals(spot.owner()) && from.list().equals(spot.list());
        int to = same && from.position() < spot.position() ? spot.position() - 1 : spot.position();
        from.among().remove(from.position());
        RuleTree.insert(list.get(), step, to);
        return Optional.empty();
    }

    private static Optional<Problem> missing(boolean isThere, String id) {
        return isThere ? Optional.empty() : Optional.of(problem(RuleProblem.NO_ELEMENT, id));
    }

    private static Problem problem(ProblemCode code, String given) {
        return Problem.at("", code).with("given", given);
    }
}
