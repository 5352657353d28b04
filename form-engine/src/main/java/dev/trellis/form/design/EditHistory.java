package dev.trellis.form.design;

import java.util.ArrayList;
import java.util.List;

/**
 * A value under somebody's hands with its past and future; immutable. Undo is the previous value, so it is exact for
 * every edit.
 *
 * @param past the values before, the latest last
 * @param future the values that were undone, the next to redo last
 */
public record EditHistory<T>(List<T> past, T now, List<T> future) {

    private static final int LONGEST = 200;

    public EditHistory {
        past = List.copyOf(past);
        future = List.copyOf(future);
    }

    public static <T> EditHistory<T> of(T value) {
        return new EditHistory<>(List.of(), value, List.of());
    }

    /** Goes on with an edited value; what was undone before is forgotten. An edit that changes nothing is no step. */
    public EditHistory<T> then(T value) {
        if (value.equals(now)) {
            return this;
        }
        var longer = new ArrayList<>(past);
        longer.add(now);
        if (longer.size() > LONGEST) {
            longer.removeFirst();
        }
        return new EditHistory<>(longer, value, List.of());
    }

    public boolean canUndo() {
        return !past.isEmpty();
    }

    public boolean canRedo() {
        return !future.isEmpty();
    }

    /** Returns the same history where there is nothing to undo. */
    public EditHistory<T> undo() {
        if (past.isEmpty()) {
            return this;
        }
        var later = new ArrayList<>(future);
        later.add(now);
        return new EditHistory<>(past.subList(0, past.size() - 1), past.getLast(), later);
    }

    /** Returns the same history where there is nothing to redo. */
    public EditHistory<T> redo() {
        if (future.isEmpty()) {
            return this;
        }
        var earlier = new ArrayList<>(past);
        earlier.add(now);
        return new EditHistory<>(earlier, future.getLast(), future.subList(0, future.size() - 1));
    }
}
