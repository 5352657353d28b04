package dev.trellis.core.transfer;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dry run remembers of the rows before: which values that must be unique stand in which row, and which keys would
 * exist by now.
 */
final class SeenValues {

    private final List<FieldDefinition> unique;
    private final Map<String, Map<Object, Integer>> rows = new HashMap<>();
    private final Map<Map<String, Object>, Integer> keys = new HashMap<>();
    private final Map<Map<String, Object>, Map<String, @Nullable Object>> made = new HashMap<>();

    SeenValues(List<FieldDefinition> unique) {
        this.unique = List.copyOf(unique);
    }

    /** Tells whether a row before would have made the record with this draft's key. */
    boolean isMadeBefore(RowDraft draft) {
        var row = keys.get(draft.key);
        return row != null && row < draft.rows.getFirst();
    }

    /** What the record of this draft's key would hold by now, of what earlier rows give it. */
    Map<String, @Nullable Object> valuesBefore(RowDraft draft) {
        return made.getOrDefault(draft.key, Map.of());
    }

    /** Notes what the record of a key would hold. */
    void give(RowDraft draft, Map<String, @Nullable Object> values) {
        if (!draft.key.isEmpty()) {
            made.put(Map.copyOf(draft.key), new LinkedHashMap<>(values));
        }
    }

    /** Notes a row that would be written; returns what it has in common with an earlier one. */
    List<Problem> collisions(RowDraft draft, boolean created) {
        var problems = new ArrayList<Problem>();
        for (var field : unique) {
            var value = draft.values.get(field.id());
            if (value == null) {
                continue;
            }
            var first = rows.computeIfAbsent(field.id(), _ -> new HashMap<>())
                    .putIfAbsent(Condition.comparable(value), draft.rows.getFirst());
            // A batch that runs again meets its own notes.
            if (first != null
                    && !first.equals(draft.rows.getFirst())
                    && (created || !draft.key.containsKey(field.id()))) {
                problems.add(Problem.at(field.id(), TransferProblem.TWICE_IN_FILE)
                        .with("field", field.label())
                        .with("given", field.type().codec().toText(value, Locale.ROOT))
                        .with("row", first));
            }
        }
        if (created && problems.isEmpty() && !draft.key.isEmpty()) {
            keys.putIfAbsent(Map.copyOf(draft.key), draft.rows.getFirst());
        }
        return problems;
    }
}
