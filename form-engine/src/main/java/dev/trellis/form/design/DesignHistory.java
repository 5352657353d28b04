package dev.trellis.form.design;

import java.util.ArrayList;
import java.util.List;

/**
 * A design with its past and future; immutable. Undo is the previous value, so it is exact for every edit.
 *
 * @param past the designs before, the latest last
 * @param future the designs that were undone, the next to redo last
 */
public record DesignHistory(List<Design> past, Design now, List<Design> future) {

    private static final int LONGEST = 200;

    public DesignHistory {
        past = List.copyOf(past);
        future = List.copyOf(future);
    }

    public static DesignHistory of(Design design) {
        return new DesignHistory(List.of(), design, List.of());
    }

    /** Goes on with an edited design; what was undone before is forgotten. An edit that changes nothing is no step. */
    public DesignHistory then(Design design) {
        if (design.draft().isSameAs(now.draft())) {
            return this;
        }
        var longer = new ArrayList<>(past);
        longer.add(now);
        if (longer.size() > LONGEST) {
            longer.removeFirst();
        }
        return new DesignHistory(longer, design, List.of());
    }

    public boolean canUndo() {
        return !past.isEmpty();
    }

    public boolean canRedo() {
        return !future.isEmpty();
    }

    /** Returns the same history where there is nothing to undo. */
    public DesignHistory undo() {
        if (past.isEmpty()) {
            return this;
        }
        var later = new ArrayList<>(future);
        later.add(now);
        return new DesignHistory(past.subList(0, past.size() - 1), past.getLast(), later);
    }

    /** Returns the same history where there is nothing to redo. */
    public DesignHistory redo() {
        if (future.isEmpty()) {
            return this;
        }
        var earlier = new ArrayList<>(past);
        earlier.add(now);
        return new DesignHistory(earlier, future.getLast(), future.subList(0, future.size() - 1));
    }
}
