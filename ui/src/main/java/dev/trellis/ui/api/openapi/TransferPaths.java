package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes by which files come in and go out. */
final class TransferPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String JOBS = "jobs";

    private TransferPaths() {}

    static void jobs(ObjectNode paths) {
        Operation.write(paths, "GET /jobs", JOBS, "listJobs", "Lists the caller's imports, newest first.")
                .answers("200", "The imports.", "JobPage")
                .errors();
        Operation.write(paths, "GET /jobs/{id}", JOBS, "readJob", "Tells how far an import has come.")
                .answers("200", "The import.", "Job")
                .errors("404");
        Operation.write(paths, "DELETE /jobs/{id}", JOBS, "cancelJob", "Stops an import; what was written stays.")
                .answers("202", "The import.", "Job")
                .errors("404");
        Operation.write(paths, "GET /jobs/{id}/mapping", JOBS, "readMapping", "Suggests which column goes where.")
                .answers("200", "The fields, a plan and the first rows.", "JobMapping")
                .errors("404");
        planned(paths, "check", "checkJob", "Begins a dry run.");
        planned(paths, "run", "runJob", "Begins the import.");
        Operation.write(paths, "POST /jobs/{id}/resume", JOBS, "resumeJob", "Goes on with an import that stopped.")
                .answers("202", "The import.", "Job")
                .errors("404", "409");
        Operation.write(paths, "POST /jobs/{id}/undo", JOBS, "undoJob", "Takes back what an import has written.")
                .answers("202", "The import.", "Job")
                .errors("404", "409");
        Operation.write(paths, "GET /jobs/{id}/errors", JOBS, "listJobErrors", "Lists the rows that went wrong.")
                .query("after", "integer", "The number of the row behind which to begin.")
                .query("limit", "integer", "1 to 500.")
                .answers("200", "The rows and why.", "JobErrors")
                .errors("404");
        Operation.write(
                        paths,
                        "GET /jobs/{id}/error-file",
                        JOBS,
                        "readJobErrorFile",
                        "The rows that went wrong, as a file.")
                .query("format", "string", "xlsx or csv.")
                .file("200", "The rows as they were, with the reason in a last column.")
                .errors("404");
    }

    private static void planned(ObjectNode paths, String verb, String id, String summary) {
        var plan = NODES.objectNode().put("mode", "upsert");
        plan.putArray("key").add("credit_code");
        plan.putArray("columns").addObject().put("heading", "Name").put("path", "name");
        Operation.write(paths, "POST /jobs/{id}/" + verb, JOBS, id, summary)
                .body("ImportPlan", plan)
                .answers("202", "The import.", "Job")
                .errors("400", "403", "404", "409", "413", "415", "422");
    }

    static void entity(ObjectNode paths, VisibleSchema schema, String id, String type, String plural) {
        if (schema.may(id, Verb.IMPORT)) {
            Operation.write(paths, "POST /records/" + id + "/import", id, "import" + type, "Imports " + plural + ".")
                    .query("name", "string", "The file's name, where the body is the file itself.")
                    .query(
                            "dryRun",
                            "string",
                            "true tries the suggested plan, false runs it; left out, nothing begins.")
                    .upload()
                    .answers("202", "The import.", "Job")
                    .errors("400", "403", "404", "413", "415", "422");
        }
        if (schema.may(id, Verb.EXPORT)) {
            Operation.write(paths, "GET /records/" + id + "/export", id, "export" + type, "Exports " + plural + ".")
                    .query("format", "string", "xlsx or csv.")
                    .query("fields", "string", "Paths separated by commas; every field where it is left out.")
                    .query("filter", "string", "An expression; its named parameters are given as p.name.")
                    .query("sort", "string", "Paths separated by commas, a minus before a descending one.")
                    .query("q", "string", "A text that occurs in the title.")
                    .query("ids", "string", "true adds the ids of the records and of what they refer to.")
                    .file("200", "The file.")
                    .errors("400", "403", "404");
        }
    }
}
