package dev.trellis.core.search;

import org.jspecify.annotations.Nullable;

/**
 * A reading of a whole entity into the index, page by page.
 *
 * @param after the cursor of the last page taken in, null at the beginning
 */
record Reading(
        IndexPlan.Texts texts, String round, @Nullable String after) {

    Reading(IndexPlan.Texts texts, String round, @Nullable String after) {
        this.texts = texts;
        this.round = round;
        this.after = after;
    }

    Reading goingOn(String cursor) {
        return new Reading(texts, round, cursor);
    }
}
