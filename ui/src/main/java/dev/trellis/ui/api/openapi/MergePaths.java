package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes of duplicates and merges of one entity. */
final class MergePaths {

    private MergePaths() {}

    static void entity(ObjectNode paths, VisibleSchema schema, String id, String type, String name, String plural) {
        if (!schema.may(id, Verb.READ)) {
            return;
        }
        var root = "/records/" + id + "/{id}";
        var values = JsonNodeFactory.instance.objectNode();
        values.putObject("values");
        Operation.write(
                        paths,
                        "POST /duplicates/" + id + "/check",
                        id,
                        "check" + type + "Duplicates",
                        "Tells what a " + name + " with these values would be a duplicate of.")
                .body("DuplicateCheck", values)
                .answers("200", "The records that are there already.", "DuplicateMatches")
                .errors("400", "404", "413", "415", "422");
        Operation.write(
                        paths,
                        "GET " + root + "/merges",
                        id,
                        "list" + type + "Merges",
                        "Tells what was merged into it.")
                .answers("200", "The merges, the last first.", "Merges")
                .errors("404");
        if (!schema.may(id, Verb.EDIT) || !schema.may(id, Verb.DELETE)) {
            return;
        }
        pairs(paths, id, type, plural);
        Operation.write(paths, "POST " + root + "/actions/merge", id, "merge" + type, "Makes one of two.")
                .versioned()
                .body(
                        "MergeRequest",
                        JsonNodeFactory.instance.objectNode().put("other", "1").put("otherVersion", 1))
                .answers("200", "Merged.", "MergeDone")
                .errors("400", "403", "404", "409", "412", "413", "415", "422", "423", "428");
        Operation.write(paths, "POST " + root + "/actions/unmerge", id, "unmerge" + type, "Undoes a merge.")
                .body("UnmergeRequest", JsonNodeFactory.instance.objectNode().put("merge", "1"))
                .answers("200", "The other record is back.", "UnmergeDone")
                .errors("400", "403", "404", "409", "412", "413", "415", "422", "423");
    }

    private static void pairs(ObjectNode paths, String id, String type, String plural) {
        var at = "/duplicates/" + id;
        Operation.write(paths, "GET " + at, id, "list" + type + "Duplicates", "Lists " + plural + " there twice.")
                .query("after", "string", "The cursor of the page before.")
                .answers("200", "Pairs.", "DuplicatePairs")
                .errors("400", "403", "404");
        Operation.write(paths, "POST " + at + "/scan", id, "scan" + type + "Duplicates", "Begins to look for some.")
                .answers("204", "Begun.", "Nothing")
                .errors("400", "403", "404");
        Operation.write(paths, "POST " + at + "/dismiss", id, "dismiss" + type + "Duplicates", "Says that two differ.")
                .body(
                        "DuplicateDismissal",
                        JsonNodeFactory.instance.objectNode().put("one", "1").put("other", "2"))
                .answers("204", "Noted.", "Nothing")
                .errors("400", "403", "404", "413", "415", "422");
    }
}
