package dev.trellis.ui.web.field;

import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds records to refer to, as the person at the screen may see them. */
public interface References {

    /** Returns records whose title contains the text, in the order of their titles. */
    List<Reference> find(String entity, String text, int offset, int limit);

    /** Returns how a record is called; empty where it does not exist for the person at the screen. */
    default Optional<Reference> get(String entity, RecordId id) {
        return Optional.empty();
    }

    /** Returns the entity to whose records values of a type refer; empty for other types. */
    static Optional<String> target(FieldType type) {
        return type.valueType() instanceof ValueType.Ref(var entity) ? Optional.of(entity) : Optional.empty();
    }

    /** Returns what the records in a list are called, by id, as far as the person at the screen may see them. */
    static Map<String, String> labels(References references, FieldType type, @Nullable Object value) {
        var labels = new LinkedHashMap<String, String>();
        if (type.editor() instanceof Editor.Lookups(var entity, var ignored) && value instanceof List<?> list) {
            for (var element : list) {
                if (element instanceof Composite relation && relation.part("record") instanceof RecordId id) {
                    references.get(entity, id).ifPresent(found -> labels.put(id.toString(), found.label()));
                }
            }
        }
        return labels;
    }

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
