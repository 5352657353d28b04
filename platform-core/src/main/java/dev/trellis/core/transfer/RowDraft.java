package dev.trellis.core.transfer;

import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rows of one record say, as values. Filled by {@link RowParser}. */
final class RowDraft {

    /** The rows that make the record. */
    final List<Integer> rows = new ArrayList<>();

    /** What is written, by field; line items apart. */
    final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** By which the record is found; a blank one is missing. */
    final Map<String, Object> key = new LinkedHashMap<>();

    /** The lines by line-items field, each line's values by field. */
    final Map<String, List<Map<String, @Nullable Object>>> lines = new LinkedHashMap<>();

    final List<Problem> problems = new ArrayList<>();
}
