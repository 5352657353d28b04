package dev.trellis.core.search;

import java.util.List;

/**
 * What somebody looks for, understood. A record is found if each needle stands in one of its fields.
 *
 * @param whole all of it, folded, as a title may be or begin
 */
record Question(List<Needle> needles, String whole) {
    Question {
        needles = List.copyOf(needles);
    }

    /**
     * One word of it.
     *
     * @param exact ways to hold the word as it was typed
     * @param tolerant further ways that forgive a slip
     */
    record Needle(String text, List<Clause> exact, List<Clause> tolerant) {
        Needle {
            exact = List.copyOf(exact);
            tolerant = List.copyOf(tolerant);
        }
    }
}
