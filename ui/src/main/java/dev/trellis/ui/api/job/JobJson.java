package dev.trellis.ui.api.job;

import dev.trellis.core.transfer.FaultyRow;
import dev.trellis.core.transfer.ImportMapping;
import dev.trellis.core.transfer.ImportPlan;
import dev.trellis.core.transfer.ImportRun;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes imports as JSON. */
final class JobJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Locale locale;

    JobJson(Locale locale) {
        this.locale = locale;
    }

    ObjectNode job(ImportRun run) {
        var json = NODES.objectNode();
        json.put("id", run.id().toString());
        json.put("kind", "import");
        json.put("entity", run.entity());
        json.put("fileName", run.fileName());
        json.put("fileDetail", run.detail());
        json.put("state", run.state().key());
        json.put("total", run.total());
        json.put("done", run.done());
        json.putObject("counts")
                .put("created", run.counts().created())
                .put("updated", run.counts().updated())
                .put("unchanged", run.counts().unchanged())
                .put("skipped", run.counts().skipped())
                .put("failed", run.counts().failed());
        json.putObject("undo").put("restored", run.restored()).put("kept", run.kept());
        var header = json.putArray("header");
        run.header().forEach(header::add);
        run.planned().ifPresent(plan -> json.set("plan", plan(plan)));
        if (run.failure() != null) {
            json.put("failure", run.failure().text(locale));
        }
        json.put("createdAt", run.createdAt().toString());
        if (run.finishedAt() != null) {
            json.put("finishedAt", run.finishedAt().toString());
        }
        return json;
    }

    private static ObjectNode plan(ImportPlan plan) {
        var json = NODES.objectNode();
        json.put("mode", plan.mode().key());
        var key = json.putArray("key");
        plan.key().forEach(key::add);
        var columns = json.putArray("columns");
        plan.columns().forEach(column -> {
            var each = columns.addObject().put("index", column.index()).put("path", column.path());
            if (column.by() != null) {
                each.put("by", column.by());
            }
        });
        json.put("clearBlanks", plan.clearBlanks());
        json.put("duplicates", plan.duplicates().key());
        json.put("language", plan.language());
        return json;
    }

    ObjectNode mapping(ImportMapping mapping) {
        var json = NODES.objectNode();
        var targets = json.putArray("targets");
        mapping.targets()
                .forEach(target -> targets.addObject()
                        .put("path", target.path())
                        .put("label", target.label().text(locale))
                        .put("writable", target.writable())
                        .put("key", target.isKey())
                        .put("required", target.field().required()));
        json.set("suggested", plan(mapping.suggested()));
        var samples = json.putArray("samples");
        mapping.samples().forEach(row -> {
            var cells = samples.addArray();
            row.forEach(cells::add);
        });
        return json;
    }

    ObjectNode faulty(List<FaultyRow> rows) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        rows.forEach(row -> {
            var item = items.addObject().put("row", row.row().number());
            var cells = item.putArray("cells");
            row.row().cells().forEach(cells::add);
            var problems = item.putArray("problems");
            row.problems()
                    .forEach(problem -> problems.addObject()
                            .put("path", problem.path())
                            .put("code", problem.code())
                            .put("message", problem.message().text(locale)));
        });
        return json;
    }
}
