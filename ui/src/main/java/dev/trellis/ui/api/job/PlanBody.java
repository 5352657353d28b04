package dev.trellis.ui.api.job;

import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.transfer.ImportMode;
import dev.trellis.core.transfer.ImportPlan;
import dev.trellis.core.transfer.ImportPlan.OnDuplicate;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.ui.api.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code {"mode", "key", "columns": [{"index" | "heading", "path", "by"}], "clearBlanks", "language"}}. A column is
 * named by its index or its heading.
 */
final class PlanBody {

    static final Set<String> MEMBERS = Set.of("mode", "key", "columns", "clearBlanks", "language", "duplicates");

    private static final ProblemCode MODE_UNKNOWN = ProblemCode.malformed("IMPORT_MODE_UNKNOWN");
    private static final ProblemCode DUPLICATES_UNKNOWN = ProblemCode.malformed("IMPORT_DUPLICATES_UNKNOWN");
    private static final ProblemCode COLUMN_UNREADABLE = ProblemCode.malformed("IMPORT_COLUMN_UNREADABLE");

    private PlanBody() {}

    /** Returns the plan; what is wrong is noted in the body. */
    static ImportPlan read(Body body, ImportRun run, Actor.Person actor) {
        var language = body.text("language").orElse(actor.locale().toLanguageTag());
        return new ImportPlan(
                mode(body),
                body.texts("key"),
                columns(body, run),
                body.flag("clearBlanks"),
                Locale.forLanguageTag(language).toLanguageTag(),
                duplicates(body));
    }

    private static OnDuplicate duplicates(Body body) {
        var given = body.text("duplicates").orElse(OnDuplicate.CREATE.key());
        var found = OnDuplicate.find(given);
        if (found.isEmpty()) {
            body.fault(Problem.at("duplicates", DUPLICATES_UNKNOWN)
                    .with("given", given)
                    .with(
                            "allowed",
                            Arrays.stream(OnDuplicate.values())
                                    .map(OnDuplicate::key)
                                    .toList()));
        }
        return found.orElse(OnDuplicate.CREATE);
    }

    private static ImportMode mode(Body body) {
        var given = body.text("mode").orElse(ImportMode.INSERT.key());
        var mode = ImportMode.of(given);
        if (mode.isEmpty()) {
            body.fault(Problem.at("mode", MODE_UNKNOWN)
                    .with("given", given)
                    .with(
                            "allowed",
                            Arrays.stream(ImportMode.values())
                                    .map(ImportMode::key)
                                    .toList()));
        }
        return mode.orElse(ImportMode.INSERT);
    }

    private static List<ImportPlan.Column> columns(Body body, ImportRun run) {
        var columns = new ArrayList<ImportPlan.Column>();
        for (var column : body.requiredList("columns")) {
            int index = index(column, run.header());
            var path = column.path("path").asString("");
            if (index < 0 || path.isEmpty()) {
                body.fault(Problem.at("columns[" + columns.size() + "]", COLUMN_UNREADABLE)
                        .with("headings", run.header()));
            }
            var by = column.path("by");
            columns.add(new ImportPlan.Column(index, path, by.isString() ? by.stringValue() : null));
        }
        return columns;
    }

    private static int index(JsonNode column, List<String> header) {
        var heading = column.path("heading");
        return heading.isString()
                ? header.indexOf(heading.stringValue())
                : column.path("index").asInt(-1);
    }
}
