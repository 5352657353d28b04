package dev.trellis.ui.web.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.merge.Merge;
import dev.trellis.core.merge.MergeResult;
import dev.trellis.core.merge.Merges;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Toast;
import java.util.Map;

/** What pages do with merges, and how they tell of it. */
final class MergeDeeds {

    private MergeDeeds() {}

    /** Says why nothing was merged or undone. */
    static void refuse(MergeResult result, Actor.Person actor) {
        switch (result) {
            case MergeResult.Merged _, MergeResult.Undone _ -> {}
            case MergeResult.Refused(var problems) -> problems.forEach(problem -> fail(problem, actor));
            case MergeResult.NotSaved(var reason) -> refuse(reason, actor);
        }
    }

    private static void refuse(SaveResult reason, Actor.Person actor) {
        switch (reason) {
            case SaveResult.Rejected(var problems) -> problems.forEach(problem -> fail(problem, actor));
            case SaveResult.Denied(var problem) -> fail(problem, actor);
            case SaveResult.Locked(var problem) -> fail(problem, actor);
            case SaveResult.Conflict _ -> Toast.failed(Messages.text("merge.changed-meanwhile", actor.locale()));
            case SaveResult.NotFound _, SaveResult.NotApplied _, SaveResult.Saved _ ->
                Toast.failed(Messages.text("merge.gone", actor.locale()));
        }
    }

    private static void fail(Problem problem, Actor.Person actor) {
        Toast.failed(Messages.text(problem, actor.locale()));
    }

    /** Asks, undoes a merge and tells; {@code then} shows the page anew. */
    static void askUndo(Merges merges, Actor.Person actor, Merge merge, Runnable then) {
        Confirmation.ask(
                Messages.text("merge.undo.title", actor.locale()),
                Messages.text("merge.undo.text", actor.locale()),
                Messages.text("merge.undo", actor.locale()),
                () -> {
                    var result = merges.undo(actor, merge.id());
                    if (result instanceof MergeResult.Undone undone) {
                        Toast.done(Messages.text("merge.undone", actor.locale()));
                        if (!undone.kept().isEmpty() || undone.left() > 0) {
                            Toast.note(Messages.text(
                                    "merge.undone.partly",
                                    actor.locale(),
                                    Map.of("fields", undone.kept().size(), "links", undone.left())));
                        }
                    } else {
                        refuse(result, actor);
                    }
                    then.run();
                });
    }
}
