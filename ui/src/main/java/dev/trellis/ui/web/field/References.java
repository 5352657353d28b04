package dev.trellis.ui.web.field;

import dev.trellis.core.field.RecordId;
import java.util.List;

/** Finds records to refer to, as the person at the screen may see them. */
public interface References {

    /** Returns records whose title contains the text, in the order of their titles. */
    List<Reference> find(String entity, String text, int offset, int limit);

    /** A record and how people call it; the same reference if the id is. */
    record Reference(RecordId id, String label) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Reference reference && reference.id.equals(id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }
}
