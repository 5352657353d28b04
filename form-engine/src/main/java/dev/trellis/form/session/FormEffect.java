package dev.trellis.form.session;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Change;
import java.util.Set;

/** What an open form wants done; the answer comes back as a {@link FormEvent}. */
public sealed interface FormEffect {

    /** Reads values of a record that a lookup names. */
    record LoadRelated(String entity, RecordId id, Set<String> paths) implements FormEffect {
        public LoadRelated {
            paths = Set.copyOf(paths);
        }
    }

    /**
     * Finds the record with a title, for a pasted cell.
     *
     * @param entity whose records
     * @param lines the line-items field
     * @param key the row
     * @param column the lookup column
     */
    record FindTitle(String entity, String text, String lines, String key, String column) implements FormEffect {}

    /** Asks the gate for computed values that depend on what the actor may not see. */
    record Compute(int revision, Change change) implements FormEffect {}

    record Save(Change change) implements FormEffect {}

    record Reload(String entity, RecordId id, boolean keepMine) implements FormEffect {}
}
