package dev.trellis.core.transfer;

import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.sheet.SheetRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into values by asking the types of the fields. Where line items are mapped, a row whose other cells are
 * empty, or the same as in the row above, goes on with the record above.
 */
final class RowParser {

    private final ImportPlan plan;
    private final Map<String, Target> targets = new HashMap<>();
    private final Locale locale;
    private final Set<String> lineFields = new TreeSet<>();

    RowParser(ImportPlan plan, List<Target> targets) {
        this.plan = plan;
        targets.forEach(target -> this.targets.putIfAbsent(target.path(), target));
        this.locale = plan.locale();
        for (var column : plan.columns()) {
            target(column)
                    .filter(target -> !target.lines().isEmpty())
                    .ifPresent(target -> lineFields.add(target.lines()));
        }
    }

    private Optional<Target> target(ImportPlan.Column column) {
        return Optional.ofNullable(targets.get(column.path()));
    }

    /** The line-items fields to which columns go. */
    Set<String> lineFields() {
        return lineFields;
    }

    /** Cuts rows into those of one record each. */
    List<List<SheetRow>> groups(List<SheetRow> rows) {
        var groups = new ArrayList<List<SheetRow>>();
        for (var row : rows) {
            if (!lineFields.isEmpty()
                    && !groups.isEmpty()
                    && goesOn(groups.getLast().getFirst(), row)) {
                groups.getLast().add(row);
            } else {
                groups.add(new ArrayList<>(List.of(row)));
            }
        }
        return groups;
    }

    private boolean goesOn(SheetRow first, SheetRow row) {
        boolean blank = true;
        boolean equal = true;
        boolean hasLine = false;
        boolean hasHead = false;
        for (var column : plan.columns()) {
            var cell = row.cell(column.index());
            if (isLine(column)) {
                hasLine |= !cell.isBlank();
            } else {
                hasHead = true;
                blank &= cell.isBlank();
                equal &= cell.equals(first.cell(column.index()));
            }
        }
        return hasLine && hasHead && (blank || equal);
    }

    private boolean isLine(ImportPlan.Column column) {
        return target(column).filter(target -> !target.lines().isEmpty()).isPresent();
    }

    /** Reads records; what they refer to is looked up for all of them together. */
    List<RowDraft> parse(List<List<SheetRow>> groups, References references) {
        for (var group : groups) {
            for (var row : group) {
                for (var column : plan.columns()) {
                    target(column)
                            .flatMap(Target::refersTo)
                            .ifPresent(entity -> references.want(entity, column.by(), cell(row, column)));
                }
            }
        }
        references.fetch();
        return groups.stream().map(group -> draft(group, references)).toList();
    }

    private RowDraft draft(List<SheetRow> group, References references) {
        var draft = new RowDraft();
        group.forEach(row -> draft.rows.add(row.number()));
        var head = group.getFirst();
        for (var column : plan.columns()) {
            var target = target(column);
            if (target.isPresent() && target.get().lines().isEmpty()) {
                head(draft, head, column, target.get(), references);
            }
        }
        lineFields.forEach(field -> {
            var lines = new ArrayList<Map<String, @Nullable Object>>();
            for (var row : group) {
                var line = line(draft, row, field, lines.size(), references);
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
            if (!lines.isEmpty() || plan.clearBlanks()) {
                draft.lines.put(field, lines);
            }
        });
        return draft;
    }

    private void head(RowDraft draft, SheetRow row, ImportPlan.Column column, Target target, References references) {
        var text = cell(row, column);
        boolean isKey = plan.key().contains(column.path());
        if (text.isEmpty() && !plan.clearBlanks()) {
            return;
        }
        switch (value(text, column, target, references)) {
            case Decoded.Refused(var problem) -> draft.problems.add(placed(problem, column.path(), target));
            case Decoded.Value(var value) -> {
                if (isKey && value != null) {
                    draft.key.put(column.path(), value);
                }
                if (target.writable()) {
                    draft.values.put(column.path(), value);
                }
            }
        }
    }

    private Map<String, @Nullable Object> line(
            RowDraft draft, SheetRow row, String field, int index, References references) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        boolean any = false;
        for (var column : plan.columns()) {
            var target = target(column).filter(found -> found.lines().equals(field));
            if (target.isEmpty()) {
                continue;
            }
            var text = cell(row, column);
            any |= !text.isEmpty();
            if (text.isEmpty() && !plan.clearBlanks()) {
                continue;
            }
            var id = target.get().field().id();
            switch (value(text, column, target.get(), references)) {
                case Decoded.Refused(var problem) ->
                    draft.problems.add(placed(problem, field + "[" + index + "]." + id, target.get()));
                case Decoded.Value(var value) -> line.put(id, value);
            }
        }
        return any ? line : Map.of();
    }

    private Decoded value(String text, ImportPlan.Column column, Target target, References references) {
        if (text.isEmpty()) {
            return target.field().type().codec().fromText("", locale);
        }
        var entity = target.refersTo();
        return entity.isPresent()
                ? references.one(entity.get(), column.by(), text, target.field())
                : target.field().type().codec().fromText(text, locale);
    }

    private static Problem placed(Problem problem, String path, Target target) {
        return problem.under(path).with("field", target.field().label());
    }

    /** A reference's text is trimmed; other texts are the field type's business. */
    private String cell(SheetRow row, ImportPlan.Column column) {
        var text = row.cell(column.index());
        return target(column).flatMap(Target::refersTo).isPresent() || text.isBlank() ? text.strip() : text;
    }
}
