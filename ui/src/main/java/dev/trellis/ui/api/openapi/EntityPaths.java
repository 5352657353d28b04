package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes of one entity, as far as the caller's roles open them. */
final class EntityPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final VisibleSchema schema;
    private final EntityDefinition entity;
    private final String id;
    private final String name;
    private final String plural;
    private final String type;
    private final String root;

    EntityPaths(VisibleSchema schema, Locale locale, EntityDefinition entity) {
        this.schema = schema;
        this.entity = entity;
        id = entity.id();
        name = entity.label().text(locale);
        plural = entity.plural().isEmpty() ? name : entity.plural().text(locale);
        type = EntitySchemas.typeName(id);
        root = "/records/" + id;
    }

    void write(ObjectNode paths) {
        if (schema.may(id, Verb.READ)) {
            read(paths);
            query(paths);
        }
        if (entity.ownedBy() != null) {
            return;
        }
        if (schema.may(id, Verb.READ)) {
            views(paths);
            ActionPaths.write(paths, id, type, name, plural);
            approvals(paths);
        }
        TransferPaths.entity(paths, schema, id, type, plural);
        AccessPaths.entity(paths, schema, id, type, name);
        MergePaths.entity(paths, schema, id, type, name, plural);
        if (schema.may(id, Verb.CREATE)) {
            Operation.write(paths, "POST " + root, id, "create" + type, "Creates a " + name + ".")
                    .query("fields", "string", "What the answer holds: paths separated by commas.")
                    .body(type + "Input", values())
                    .answers("201", "The created record.", type)
                    .errors("400", "403", "404", "413", "415", "422");
        }
        if (schema.may(id, Verb.EDIT)) {
            Operation.write(paths, "PATCH " + root + "/{id}", id, "update" + type, "Changes a " + name + ".")
                    .versioned()
                    .query("fields", "string", "What the answer holds: paths separated by commas.")
                    .body(type + "Input", values())
                    .answers("200", "The changed record.", type)
                    .answers("204", "Changed, and no longer visible to the caller.", "Nothing")
                    .errors("400", "403", "404", "412", "413", "415", "422", "423", "428");
        }
        if (schema.may(id, Verb.DELETE)) {
            Operation.write(paths, "DELETE " + root + "/{id}", id, "delete" + type, "Deletes a " + name + ".")
                    .versioned()
                    .answers("204", "Deleted.", "Nothing")
                    .errors("400", "403", "404", "412", "422", "423", "428");
        }
        ManyPaths.write(paths, schema, entity, type, plural);
        if (schema.may(id, Verb.DELETE) && schema.may(id, Verb.READ)) {
            recycleBin(paths);
        }
        if (schema.may(id, Verb.HISTORY)) {
            Operation.write(
                            paths,
                            "GET " + root + "/{id}/history",
                            id,
                            "history" + type,
                            "Tells what happened to a " + name + ".")
                    .answers("200", "What happened, newest first.", "History")
                    .errors("404");
        }
    }

    private void read(ObjectNode paths) {
        Operation.write(paths, "GET " + root, id, "list" + type, "Lists " + plural + ".")
                .query("filter", "string", "An expression; its named parameters are given as p.name.")
                .query("sort", "string", "Paths separated by commas, a minus before a descending one.")
                .query("fields", "string", "Paths separated by commas.")
                .query("q", "string", "Text that must occur in the title.")
                .query("limit", "integer", "0 to 500; 0 answers the count alone.")
                .query("after", "string", "The cursor of the page before.")
                .query("count", "string", "none, capped or exact.")
                .answers("200", "A page.", type + "Page")
                .errors("400", "403");
        Operation.write(paths, "GET " + root + "/{id}", id, "get" + type, "Reads one " + name + ".")
                .query("fields", "string", "Paths separated by commas.")
                .answers("200", "The record.", type)
                .errors("400", "404");
    }

    private void query(ObjectNode paths) {
        var query = NODES.objectNode()
                .put("filter", "created_at >= DATE(2026, 1, 1)")
                .put("limit", 20);
        Operation.write(paths, "POST " + root + "/query", id, "query" + type, "Lists " + plural + ", asked in a body.")
                .body("Query", query)
                .answers("200", "A page.", type + "Page")
                .errors("400", "403", "413", "415");
        var aggregate = NODES.objectNode();
        aggregate.putArray("groupBy").add("created_by");
        aggregate.putArray("measures").addObject().put("function", "count");
        Operation.write(
                        paths,
                        "POST " + root + "/aggregate",
                        id,
                        "aggregate" + type,
                        "Groups and measures " + plural + ".")
                .body("Aggregate", aggregate)
                .answers("200", "One row for every group.", "AggregateRows")
                .errors("400", "403", "413", "415");
    }

    private void recycleBin(ObjectNode paths) {
        var bin = "/recycle-bin/" + id;
        Operation.write(paths, "GET " + bin, id, "deleted" + type, "Lists the deleted " + plural + ".")
                .query("after", "string", "The cursor of the page before.")
                .answers("200", "The last deleted first.", type + "Page")
                .errors("400", "403", "404");
        Operation.write(paths, "POST " + bin + "/{id}/restore", id, "restore" + type, "Restores a " + name + ".")
                .answers("200", "The restored record.", type)
                .errors("403", "404", "422");
    }

    private void views(ObjectNode paths) {
        Operation.write(paths, "GET /forms/" + id, id, "form" + type, "Tells the form that the caller has.")
                .query("form", "string", "The id of a form; the standard one where it is left out.")
                .answers("200", "The form.", "Form")
                .errors("400", "404");
        Operation.write(paths, "POST /forms/" + id + "/evaluate", id, "evaluate" + type, "Computes a form with values.")
                .body("Evaluation", values())
                .answers("200", "What the form would show.", "FormState")
                .errors("400", "404", "413", "415", "422");
        Operation.write(paths, "GET /views/" + id, id, "views" + type, "Tells the lists that the caller has.")
                .answers("200", "The lists.", "Views")
                .errors("404");
    }

    private void approvals(ObjectNode paths) {
        var at = root + "/{id}/approval";
        Operation.write(paths, "GET " + at, id, "approvals" + type, "Tells the requests and what could be started.")
                .answers("200", "The requests, newest first.", "Approvals")
                .errors("404");
        Operation.write(paths, "POST " + at + "/preview", id, "previewApproval" + type, "Tells who would decide.")
                .optionalBody("Submission", values())
                .answers("200", "The path.", "ApprovalPath")
                .errors("400", "403", "404", "409", "413", "415", "422");
        Operation.write(paths, "POST " + at + "/submit", id, "submit" + type, "Starts the approval.")
                .optionalBody("Submission", values())
                .answers("200", "The request and how it stands.", "ApprovalOutcome")
                .errors("400", "403", "404", "409", "413", "415", "422");
        Operation.write(
                        paths,
                        "POST " + at + "/action",
                        id,
                        "actOn" + type + "Approval",
                        "Asks, tells, urges, repairs.")
                .body("RequestAction", said())
                .answers("200", "The request and how it stands.", "ApprovalOutcome")
                .errors("400", "403", "404", "409", "413", "415", "422");
        Operation.write(
                        paths,
                        "GET " + at + "/{instance}/paper",
                        id,
                        "paper" + type,
                        "Tells the " + name + " as it was when a request ended, as text for paper.")
                .answers("200", "What the caller may see today, as it was then.", "Paper")
                .errors("403", "404");
        Operation.write(paths, "POST " + at + "/withdraw", id, "withdraw" + type, "Takes the running request back.")
                .optionalBody("RequestChoice", NODES.objectNode().put("request", "71"))
                .answers("200", "The request and how it stands.", "ApprovalOutcome")
                .errors("400", "403", "404", "409", "413", "415", "422");
    }

    private static ObjectNode said() {
        return NODES.objectNode().put("action", "comment").put("comment", "Why?");
    }

    private static ObjectNode values() {
        var example = NODES.objectNode();
        example.putObject("values");
        return example;
    }
}
