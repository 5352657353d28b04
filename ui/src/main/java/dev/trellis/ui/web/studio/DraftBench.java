package dev.trellis.ui.web.studio;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.DraftResult;
import dev.trellis.form.design.EditHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The draft under the hands of one person: every edit is saved before the next can be made, and can be undone. */
public class DraftBench {

    private final Studio studio;
    private final Supplier<Actor.Person> actor;
    private EditHistory<Metadata> history;
    private @Nullable Instant savedAt;

    public DraftBench(Studio studio, Supplier<Actor.Person> actor) {
        this.studio = studio;
        this.actor = actor;
        this.history = EditHistory.of(studio.drafts().target(actor.get()));
    }

    public Studio studio() {
        return studio;
    }

    public Actor.Person actor() {
        return actor.get();
    }

    /** What would be published. */
    public Metadata draft() {
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

    /** How many changes the draft makes to what is live, all definitions together. */
    int changes() {
        return studio.diff().between(studio.live(), draft()).size();
    }

    /** Goes on with an edited draft; returns why it could not be saved, everything then stays. */
    public Optional<Problem> edit(Metadata edited) {
        return edited.isSameAs(draft()) ? Optional.empty() : moveTo(history.then(edited));
    }

    Optional<Problem> undo() {
        return moveTo(history.undo());
    }

    Optional<Problem> redo() {
        return moveTo(history.redo());
    }

    /** Reads the draft anew: after a publish, a rebase or a revert. What could be undone is forgotten. */
    public void reload() {
        history = EditHistory.of(studio.drafts().target(actor.get()));
        savedAt = null;
    }

    private Optional<Problem> moveTo(EditHistory<Metadata> next) {
        if (next.equals(history)) {
            return Optional.empty();
        }
        var refused = save(draft(), next.now());
        if (refused.isEmpty()) {
            savedAt = studio.clock().instant();
            history = next;
        }
        return refused;
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
