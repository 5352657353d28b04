package dev.trellis.core.record;

import dev.trellis.core.access.Mask;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers a save with the row that it wrote, where that holds all that was asked for: no statement reads it again. */
final class WrittenRow {

    private WrittenRow() {}

    /**
     * Returns what {@link RecordReader#find} would find; empty where only a statement can tell.
     *
     * @param pending a change that was saved, of a row that nothing has written since
     */
    static Optional<FindResult> find(Session session, Pending pending, Set<String> paths) {
        var row = pending.after();
        var shape = row.shape();
        if (paths.isEmpty()
                || row.lock() != null
                || pending.isGranted()
                || shape.entity().sensitive()
                || !session.tasks().hidden(shape.id(), row.id()).isEmpty()
                || !paths.stream().allMatch(path -> isHeld(session, shape, path))) {
            return Optional.empty();
        }
        var rights = session.access(shape);
        var candidate = session.candidate(row);
        if (!rights.may(Verb.READ, candidate)) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        var labels = new LinkedHashMap<String, String>();
        for (var path : paths) {
            var right = rights.isUneven() ? rights.right(path, Verb.READ, candidate) : rights.right(path);
            var value = stored(shape.known(path), row.get(path));
            if (right == FieldRight.MASKED) {
                values.put(path, Mask.text(value).orElse(null));
                if (value != null) {
                    labels.put(path, Mask.text(value).orElse(Mask.HIDDEN));
                }
            } else if (right != FieldRight.NONE) {
                values.put(path, value);
            }
        }
        return Optional.of(new FindResult.Found(new StoredRecord(
                shape.id(),
                row.id(),
                row.version(),
                values,
                Map.copyOf(labels),
                null,
                new StoredRecord.May(
                        rights.may(Verb.EDIT, candidate),
                        rights.may(Verb.DELETE, candidate),
                        rights.may(Verb.TRANSFER, candidate),
                        rights.may(Verb.HISTORY, candidate)))));
    }

    /** A blank may be stored as something: a box that is not ticked. */
    private static @Nullable Object stored(FieldShape field, @Nullable Object value) {
        return value == null ? field.codec().fromColumns(field.codec().toColumns(null)) : value;
    }

    /** A plain value of the record itself, without a title to be looked up. */
    private static boolean isHeld(Session session, Shape shape, String path) {
        return session.schema()
                .shape(shape.id(), path)
                .filter(field -> field.isPlain() && field.target().isEmpty())
                .isPresent();
    }
}
