package dev.trellis.form.session;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Preview;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.form.ResolvedForm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to an open form: what a person does, and what effects answer. */
public sealed interface FormEvent {

    /**
     * The form opens.
     *
     * @param stored the record with every field the actor may read, or null for a new one
     * @param preset values a new record begins with (the account from whose page it is made)
     * @param presetLabels display texts of preset references
     * @param now the moment that TODAY and NOW mean
     */
    record Opened(
            @Nullable StoredRecord stored,
            Map<String, @Nullable Object> preset,
            Map<String, String> presetLabels,
            Instant now)
            implements FormEvent {
        public Opened {
            preset = Values.copy(preset);
            presetLabels = Map.copyOf(presetLabels);
        }
    }

    /**
     * The person gives a field a value.
     *
     * @param value a carrier, null for blank
     * @param label the display text of a reference, where the view knows it
     */
    record ValueChanged(
            String field, @Nullable Object value, @Nullable String label) implements FormEvent {}

    /**
     * A row is added.
     *
     * @param position where, from 0; beyond the end is at the end
     * @param values what the person has given it already
     */
    record LineAdded(String field, int position, Map<String, @Nullable Object> values) implements FormEvent {
        public LineAdded {
            values = Values.copy(values);
        }
    }

    record LineChanged(
            String field,
            String key,
            String column,
            @Nullable Object value,
            @Nullable String label) implements FormEvent {}

    /** All rows at once, as {@link Change} carries them: those with the id of a shown row change it. */
    record LinesReplaced(String field, List<Change.Line> rows) implements FormEvent {
        public LinesReplaced {
            rows = List.copyOf(rows);
        }
    }

    record LineRemoved(String field, String key) implements FormEvent {}

    /** @param position the row's place afterwards, from 0 */
    record LineMoved(String field, String key, int position) implements FormEvent {}

    /**
     * Cells copied from a spreadsheet: rows by line break, cells by tab, quoted where they hold either.
     *
     * @param key the row that takes the first line; null adds rows at the end
     * @param column the column that takes the first cell
     */
    record LinesPasted(String field, @Nullable String key, String column, String text) implements FormEvent {}

    /** Answers {@link FormEffect.LoadRelated}; a path that is missing does not exist for the actor. */
    record RelatedLoaded(FormEffect.LoadRelated asked, Map<String, @Nullable Object> values) implements FormEvent {
        public RelatedLoaded {
            values = Values.copy(values);
        }
    }

    /** Answers {@link FormEffect.FindTitle}: the only record with that title, or null where none or several have it. */
    record TitleFound(FormEffect.FindTitle asked, @Nullable RecordId id) implements FormEvent {}

    /** Answers {@link FormEffect.Compute}. */
    record Computed(FormEffect.Compute asked, Preview preview) implements FormEvent {}

    /** The person wants to save. */
    record SaveRequested() implements FormEvent {}

    /** The gate has stored it. */
    record Saved(RecordId id, int version) implements FormEvent {}

    /** The gate refuses what was given. */
    record Rejected(List<Problem> problems) implements FormEvent {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** The gate refuses the actor, or the record is locked. */
    record Barred(Problem problem) implements FormEvent {}

    /** Somebody else saved first. */
    record Conflict(int currentVersion, List<String> changedFields) implements FormEvent {
        public Conflict {
            changedFields = List.copyOf(changedFields);
        }
    }

    /** The record is gone for this actor. */
    record Vanished() implements FormEvent {}

    /**
     * The person wants what is stored now.
     *
     * @param keepMine whether what he has changed stays on top of it
     */
    record ReloadRequested(boolean keepMine) implements FormEvent {}

    /** Answers {@link FormEffect.Reload}. */
    record Reloaded(StoredRecord stored, boolean keepMine, Instant now) implements FormEvent {}

    /** The same form in another language. */
    record LanguageChanged(ResolvedForm form) implements FormEvent {}
}
