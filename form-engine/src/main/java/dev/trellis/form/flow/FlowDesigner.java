package dev.trellis.form.flow;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Applies edits to the tree of an approval: pure, each gives another draft or says why not. What an edit breaks elsewhere
 * is a problem of the new draft, never a reason to refuse: people repair in any order.
 */
@Singleton
public final class FlowDesigner {

    private final MetadataJson json;

    public FlowDesigner(MetadataJson json) {
        this.json = json;
    }

    /** What an edit makes of a draft. */
    public sealed interface Result {

        record Applied(Metadata draft) implements Result {}

        /** The edit means nothing here, or what it gives is no definition at all; the draft stays. */
        record Refused(Problem problem) implements Result {}
    }

    public Result apply(Metadata draft, String approval, FlowEdit edit) {
        var definition = find(draft, approval);
        if (definition.isEmpty()) {
            return refused(FlowProblem.NO_FLOW, approval);
        }
        var tree = new FlowTree(json.write(definition.get()));
        var problem = edit(tree, edit);
        if (problem.isPresent()) {
            return new Result.Refused(problem.get());
        }
        return switch (json.read(Kind.APPROVAL, tree.flow())) {
            case MetadataJson.Reading.Read(var read) -> new Result.Applied(draft.with(read));
            case MetadataJson.Reading.Refused(var problems) -> new Result.Refused(problems.getFirst());
        };
    }

    public static Optional<ApprovalDefinition> find(Metadata draft, String approval) {
        return draft.find(new DefinitionKey(Kind.APPROVAL, approval)).map(ApprovalDefinition.class::cast);
    }

    private static Optional<Problem> edit(FlowTree tree, FlowEdit edit) {
        return switch (edit) {
            case FlowEdit.Insert(var node, var spot) -> {
                var id = node.path("id").asString();
                if (tree.knows(id)) {
                    yield problem(FlowProblem.ID_TAKEN, id);
                }
                var list = tree.list(spot.owner(), spot.arm());
                list.ifPresent(found -> FlowTree.insert(found, node.deepCopy(), spot.position()));
                yield missing(list.isPresent(), spot.owner());
            }
            case FlowEdit.Move(var id, var spot) -> move(tree, id, spot);
            case FlowEdit.Remove(var id) -> {
                var place = tree.node(id);
                place.ifPresent(found -> found.among().remove(found.position()));
                yield missing(place.isPresent(), id);
            }
            case FlowEdit.AddArm(var id, var arm) -> {
                var arms = tree.node(id).flatMap(place -> FlowTree.arms(place.element()));
                arms.ifPresent(found -> found.add(arm.deepCopy()));
                yield missing(arms.isPresent(), id);
            }
            case FlowEdit.MoveArm(var id, var position) -> {
                var place = tree.arm(id);
                place.ifPresent(found -> {
                    var arm = found.element();
                    found.among().remove(found.position());
                    FlowTree.insert(found.among(), arm, position);
                });
                yield missing(place.isPresent(), id);
            }
            case FlowEdit.RemoveArm(var id) -> {
                var place = tree.arm(id);
                if (place.isPresent() && place.get().among().size() == 1) {
                    yield problem(FlowProblem.LAST_ARM, id);
                }
                place.ifPresent(found -> found.among().remove(found.position()));
                yield missing(place.isPresent(), id);
            }
            case FlowEdit.SetProperty(var id, var property, var value) -> {
                var element = tree.element(id);
                element.ifPresent(found -> FlowTree.set(found, property, value));
                yield missing(element.isPresent(), id);
            }
        };
    }

    private static Optional<Problem> move(FlowTree tree, String id, FlowEdit.Spot spot) {
        var place = tree.node(id);
        var list = tree.list(spot.owner(), spot.arm());
        if (place.isEmpty() || list.isEmpty()) {
            return missing(false, place.isEmpty() ? id : spot.owner());
        }
        var from = place.get();
        var node = from.element();
        if (FlowTree.holds(node, spot.owner())) {
            return problem(FlowProblem.INTO_ITSELF, id);
        }
        int to = from.isIn(spot) && from.position() < spot.position() ? spot.position() - 1 : spot.position();
        from.among().remove(from.position());
        FlowTree.insert(list.get(), node, to);
        return Optional.empty();
    }

    private static Optional<Problem> missing(boolean isThere, String id) {
        return isThere ? Optional.empty() : problem(FlowProblem.NO_ELEMENT, id);
    }

    private static Optional<Problem> problem(dev.trellis.core.problem.ProblemCode code, String given) {
        return Optional.of(Problem.at("", code).with("given", given));
    }

    private static Result refused(dev.trellis.core.problem.ProblemCode code, String given) {
        return new Result.Refused(Problem.at("", code).with("given", given));
    }
}
