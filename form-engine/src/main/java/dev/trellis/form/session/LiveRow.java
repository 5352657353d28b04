package dev.trellis.form.session;

import dev.trellis.core.expression.CompositeRow;
import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.form.session.FormState.Reference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the open form as the evaluator reads it. What lies beyond a lookup and is not loaded yet reads as blank and
 * is noted in {@code missing}: the result of such an evaluation is not to be used.
 */
final class LiveRow implements ExpressionRow {

    private final Working form;
    private final WorkingRow row;
    private final boolean prior;
    private final Set<FormEffect> missing;

    LiveRow(Working form, WorkingRow row, boolean prior, Set<FormEffect> missing) {
        this.form = form;
        this.row = row;
        this.prior = prior;
        this.missing = missing;
    }

    @Override
    public @Nullable Object value(String field) {
        if (prior) {
            return row.original.get(field);
        }
        return switch (field) {
            case SystemFields.ID -> row.id;
            case SystemFields.PARENT -> row.lines == null ? null : form.id;
            case SystemFields.POSITION ->
                row.lines == null
                        ? null
                        : BigDecimal.valueOf(form.rows(row.lines).indexOf(row) + 1L);
            default -> row.refused.containsKey(field) ? null : form.valued(row, field, row.values.get(field));
        };
    }

    @Override
    public Optional<ExpressionRow> related(String lookupField) {
        if (row.lines != null && lookupField.equals(SystemFields.PARENT)) {
            return Optional.of(new LiveRow(form, form.record, prior, missing));
        }
        if (value(lookupField) instanceof Composite whole) {
            return Optional.of(new CompositeRow(whole));
        }
        var target = form.plan.target(row.entity, lookupField);
        if (target.isEmpty() || !(value(lookupField) instanceof RecordId id)) {
            return Optional.empty();
        }
        return related(target.get(), id, form.plan.beyond(row.entity, lookupField));
    }

    /** Returns the record behind {@code $user}; empty without one. */
    Optional<ExpressionRow> user(String entity) {
        var user = form.plan.user();
        return user == null ? Optional.empty() : related(entity, user, form.plan.userPaths());
    }

    private Optional<ExpressionRow> related(String target, RecordId id, Set<String> paths) {
        var loaded = form.related.get(new Reference(target, id));
        if (loaded == null || !loaded.keySet().containsAll(paths)) {
            missing.add(new FormEffect.LoadRelated(target, id, paths));
            return Optional.empty();
        }
        return Optional.of(new Loaded(loaded, ""));
    }

    @Override
    public List<? extends ExpressionRow> rows(String childrenField) {
        return form.rows(childrenField).stream()
                .filter(line -> !prior || !line.isNew())
                .map(line -> new LiveRow(form, line, prior, missing))
                .toList();
    }

    /** A record behind a lookup, of which only the asked paths are known. */
    private record Loaded(Map<String, @Nullable Object> values, String prefix) implements ExpressionRow {

        @Override
        public @Nullable Object value(String field) {
            return values.get(prefix + field);
        }

        @Override
        public Optional<ExpressionRow> related(String lookupField) {
            return Optional.of(new Loaded(values, prefix + lookupField + "."));
        }

        @Override
        public List<? extends ExpressionRow> rows(String childrenField) {
            return List.of();
        }
    }
}
