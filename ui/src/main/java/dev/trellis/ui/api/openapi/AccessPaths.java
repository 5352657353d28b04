package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes about who may do what. */
final class AccessPaths {

    static final String TAG = "access";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AccessPaths() {}

    static void write(ObjectNode paths) {
        Operation.write(paths, "GET /role-assignments", TAG, "roleAssignments", "Tells who holds which role, and when.")
                .query("role", "string", "Only of this role.")
                .answers("200", "All assignments, past and future ones too.", "RoleAssignments")
                .errors("400", "403");
        Operation.write(paths, "POST /role-assignments", TAG, "assignRole", "Gives a role for some time.")
                .body(
                        "RoleAssignmentWish",
                        NODES.objectNode().put("principal", "user:42").put("role", "sales"))
                .answers("201", "The assignment.", "RoleAssignment")
                .errors("400", "403", "413", "415", "422");
        Operation.write(paths, "DELETE /role-assignments/{id}", TAG, "withdrawRole", "Takes a role back.")
                .answers("204", "Taken back.", "Nothing")
                .errors("403", "404", "409");
        Operation.write(
                        paths,
                        "GET /people/{id}",
                        TAG,
                        "person",
                        "Tells whether somebody signs in, and what they hold.")
                .answers("200", "The account, and what is in the person's hands.", "PersonState")
                .errors("403", "404");
        Operation.write(paths, "POST /people/{id}/account", TAG, "admitPerson", "Lets somebody sign in.")
                .body("AccountWish", NODES.objectNode().put("login", "li.na").put("language", "zh-CN"))
                .answers("200", "The password, told this once.", "Password")
                .errors("400", "403", "404", "409", "413", "415", "422");
        Operation.write(paths, "POST /people/{id}/password", TAG, "resetPassword", "Draws a new password for somebody.")
                .answers("200", "The password, told this once.", "Password")
                .errors("403", "404", "409", "422");
        Operation.write(
                        paths,
                        "GET /people/{id}/hand-over",
                        TAG,
                        "handOverParts",
                        "Tells what somebody would leave behind, part by part.")
                .answers("200", "The parts, with how much there is of each.", "HandOverParts")
                .errors("403", "404");
        Operation.write(
                        paths,
                        "POST /people/{id}/hand-over",
                        TAG,
                        "handOver",
                        "Begins to give parts of what somebody has in hand to others, in the background.")
                .body(
                        "HandOverWish",
                        NODES.objectNode()
                                .put("reason", "leaves at the end of the month")
                                .set("successors", NODES.objectNode().put("approvals", "7000000000000000001")))
                .answers("202", "The job that does it; GET /background-jobs tells how far it is.", "HandOverBegun")
                .errors("400", "403", "404", "413", "415", "422");
        Operation.write(paths, "GET /admin-log", TAG, "adminLog", "Tells who changed how the workspace is run.")
                .query("action", "string", "Only of this kind.")
                .query("after", "string", "The cursor of the page before.")
                .answers("200", "The newest first.", "AdminLog")
                .errors("400", "403");
        Operation.write(paths, "GET /access-log", TAG, "accessLog", "Tells who read which sensitive record.")
                .query("entity", "string", "Only of this entity.")
                .query("record", "string", "Only of this record.")
                .query("user", "string", "Only of this person.")
                .query("after", "string", "The cursor of the page before.")
                .answers("200", "The newest first.", "AccessLog")
                .errors("400", "403");
    }

    static void entity(ObjectNode paths, VisibleSchema schema, String entity, String type, String name) {
        if (!schema.may(entity, Verb.READ)) {
            return;
        }
        var at = "/records/" + entity + "/{id}";
        if (schema.may(entity, Verb.PRINT)) {
            Operation.write(paths, "GET " + at + "/print", entity, "print" + type, "Gives what goes onto paper.")
                    .answers("200", "The sections of its form, as text.", "PrintSheet")
                    .errors("403", "404");
        }
        Operation.write(paths, "GET " + at + "/shares", entity, "shares" + type, "Tells with whom it is shared.")
                .answers("200", "The shares, collaborators first.", "Shares")
                .errors("400", "404");
        Operation.write(paths, "POST " + at + "/shares", entity, "share" + type, "Shares a " + name + ".")
                .body(
                        "ShareWish",
                        NODES.objectNode().put("recipient", "user:42").put("right", "write"))
                .answers("200", "The shares, collaborators first.", "Shares")
                .errors("400", "403", "404", "413", "415", "422");
        Operation.write(
                        paths,
                        "DELETE " + at + "/shares/{share}",
                        entity,
                        "unshare" + type,
                        "Stops sharing a " + name + ".")
                .answers("204", "No longer shared.", "Nothing")
                .errors("403", "404");
        Operation.write(paths, "GET " + at + "/why", entity, "why" + type, "Explains what somebody may do.")
                .query("access", "string", "Present to ask about the record, which is so without a field, too.")
                .query("field", "string", "A field to ask about instead.")
                .query("user", "string", "About whom; only administrators ask about others.")
                .answers("200", "Every yes and no with its reasons.", "Why")
                .errors("400", "403", "404", "422");
    }
}
