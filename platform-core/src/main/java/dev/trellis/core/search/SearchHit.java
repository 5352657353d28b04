package dev.trellis.core.search;

import dev.trellis.core.field.RecordId;
import java.util.List;

/**
 * A record that was found, with what of it the actor may see.
 *
 * @param title what the record is called; empty where the actor may not see that
 * @param matches the fields that hold what was looked for, the title first if it does
 */
public record SearchHit(String entity, RecordId id, String title, List<Match> matches) {

    public SearchHit {
        matches = List.copyOf(matches);
    }

    /**
     * A field that holds something that was looked for.
     *
     * @param text the text around it, cut where it is long
     * @param marks the parts that match, in order, apart from one another
     */
    public record Match(String field, String text, List<Mark> marks) {
        public Match {
            marks = List.copyOf(marks);
        }
    }

    /** A part of a text, in UTF-16 units. */
    public record Mark(int from, int to) {}
}
