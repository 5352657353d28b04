package dev.trellis.ui.web.studio;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.DraftResult;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.DesignHistory;
import dev.trellis.form.design.Edited;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One form under the hands of one person: every edit is in the draft before the next can be made. */
final class Workbench {

    private final Studio studio;
    private final Supplier<Actor.Person> actor;
    private final String entity;
    private DesignHistory history;
    private @Nullable Instant savedAt;

    Workbench(Studio studio, Supplier<Actor.Person> actor, String entity) {
        this.studio = studio;
        this.actor = actor;
        this.entity = entity;
        this.history = DesignHistory.of(read());
    }

    Studio studio() {
        return studio;
    }

    Actor.Person actor() {
        return actor.get();
    }

    Design design() {
        return history.now();
    }

    boolean canUndo() {
        return history.canUndo();
    }

    boolean canRedo() {
        return history.canRedo();
    }

    /** When this page last saved the draft; null before the first edit. */
    @Nullable
    Instant savedAt() {
        return savedAt;
    }

    /** How many changes the draft makes to what is live, all entities together. */
    int changes() {
        return studio.diff().between(design().live(), design().draft()).size();
    }

    /** Makes an edit and saves the draft; returns why it could not be, the design then stays. */
    Optional<Problem> apply(DesignEdit edit) {
        return switch (studio.designer().apply(design(), edit)) {
            case Edited.Applied(var design) -> moveTo(history.then(design));
            case Edited.Refused(var problem) -> Optional.of(problem);
        };
    }

    Optional<Problem> undo() {
        return moveTo(history.undo());
    }

    Optional<Problem> redo() {
        return moveTo(history.redo());
    }

    /** Reads the draft anew: after a publish, a rebase or a revert. What could be undone is forgotten. */
    void reload() {
        history = DesignHistory.of(read());
        savedAt = null;
    }

    private Design read() {
        var draft = studio.drafts().target(actor.get());
        return Design.open(studio.live(), draft, entity, null);
    }

    private Optional<Problem> moveTo(DesignHistory next) {
        var refused = save(design().draft(), next.now().draft());
        if (refused.isPresent()) {
            return refused;
        }
        if (!next.equals(history)) {
            savedAt = studio.clock().instant();
        }
        history = next;
        return Optional.empty();
    }

    private Optional<Problem> save(Metadata before, Metadata after) {
        var changed = after.all().stream()
                .filter(definition -> !Optional.of(definition).equals(before.find(definition.key())))
                .toList();
        if (!changed.isEmpty()) {
            var refused = refusal(studio.drafts().put(actor.get(), changed));
            if (refused.isPresent()) {
                return refused;
            }
        }
        return gone(before, after).stream()
                .flatMap(key -> refusal(studio.drafts().delete(actor.get(), key)).stream())
                .findFirst();
    }

    private static List<DefinitionKey> gone(Metadata before, Metadata after) {
        return before.all().stream()
                .map(Definition::key)
                .filter(key -> after.find(key).isEmpty())
                .toList();
    }

    private static Optional<Problem> refusal(DraftResult result) {
        return switch (result) {
            case DraftResult.Changed _ -> Optional.empty();
            case DraftResult.Rejected(var problems) -> problems.stream().findFirst();
            case DraftResult.NotFound(var problem) -> Optional.of(problem);
            case DraftResult.Denied(var problem) -> Optional.of(problem);
        };
    }
}
