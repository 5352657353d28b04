package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes that do not depend on an entity: sessions, this description, tasks. */
final class CommonPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SESSION = "session";
    private static final String APPROVALS = "approvals";
    private static final String SEARCH = "search";
    private static final String EXPRESSIONS = "expressions";

    private CommonPaths() {}

    static void write(ObjectNode paths) {
        session(paths);
        tasks(paths);
        deputies(paths);
        moves(paths);
        search(paths);
        ActionPaths.pools(paths);
        TransferPaths.jobs(paths);
        AutomationPaths.write(paths);
        FilePaths.write(paths);
        tokens(paths);
        expressions(paths);
    }

    private static void tokens(ObjectNode paths) {
        Operation.write(paths, "GET /tokens", SESSION, "listTokens", "Lists the caller's personal tokens.")
                .answers("200", "The tokens, without their texts.", "TokenPage")
                .errors("403");
        var wanted = NODES.objectNode().put("label", "Nightly report").put("days", 90);
        wanted.putObject("entities").putArray("account").add("read");
        Operation.write(paths, "POST /tokens", SESSION, "createToken", "Makes a personal token.")
                .body("TokenWish", wanted)
                .answers("201", "The token; its text cannot be read again.", "NewToken")
                .errors("400", "403", "413", "415", "422");
        Operation.write(paths, "DELETE /tokens/{id}", SESSION, "revokeToken", "Ends a personal token.")
                .answers("204", "The token is worth nothing any more.", "Nothing")
                .errors("403", "404");
    }

    private static void expressions(ObjectNode paths) {
        Operation.write(paths, "POST /expressions/check", EXPRESSIONS, "checkExpression", "Types an expression.")
                .body(
                        "ExpressionCheck",
                        NODES.objectNode()
                                .put("entity", "account")
                                .put("expression", "LEN(name) > 3")
                                .put("returns", "boolean"))
                .answers("200", "Its type and what it reads, or what is wrong with it.", "CheckedExpression")
                .errors("400", "404", "413", "415");
        var asked = NODES.objectNode().put("entity", "account").put("expression", "LEN(name) * 2");
        asked.putObject("record").put("name", "Acme");
        Operation.write(
                        paths,
                        "POST /expressions/evaluate",
                        EXPRESSIONS,
                        "evaluateExpression",
                        "Computes an expression for a record.")
                .body("ExpressionEvaluation", asked)
                .answers("200", "Its value or error value.", "ExpressionValue")
                .errors("400", "404", "413", "415", "422");
    }

    private static void session(ObjectNode paths) {
        Operation.write(paths, "POST /auth/token", SESSION, "signIn", "Exchanges a password for a token.")
                .open()
                .body(
                        "Credentials",
                        NODES.objectNode().put("username", "wangfang").put("password", "…"))
                .answers("200", "A token for the Authorization header.", "Token")
                .errors("400", "401", "413", "415", "429");
        Operation.write(paths, "DELETE /auth/token", SESSION, "signOut", "Gives the token back.")
                .answers("204", "The token is worth nothing any more.", "Nothing")
                .errors();
        Operation.write(paths, "GET /me", SESSION, "me", "Says who is calling.")
                .answers("200", "The caller.", "Me")
                .errors();
        Operation.write(paths, "GET /openapi.json", SESSION, "describe", "Describes what the caller can do.")
                .answers("200", "This document.", "Anything")
                .errors();
    }

    private static void tasks(ObjectNode paths) {
        Operation.write(paths, "GET /tasks", APPROVALS, "listTasks", "Lists what waits for the caller or waited.")
                .query("state", "string", "todo, done, started or cc; todo where it is left out.")
                .query("offset", "integer", "How many to skip.")
                .query("limit", "integer", "1 to 100.")
                .answers("200", "A part of the inbox.", "TaskPage")
                .errors("400");
        decision(paths, "agree", "Agrees.");
        decision(paths, "reject", "Rejects; the request ends.");
        Operation.write(paths, "POST /tasks/{id}/action", APPROVALS, "actOnTask", "Does anything that the step offers.")
                .body(
                        "TaskAction",
                        NODES.objectNode()
                                .put("action", "transfer")
                                .put("to", "71")
                                .put("comment", "Yours."))
                .answers("200", "The request and how it stands.", "ApprovalOutcome")
                .errors("400", "403", "404", "409", "413", "415", "422");
    }

    private static void deputies(ObjectNode paths) {
        Operation.write(paths, "GET /deputies", APPROVALS, "listDeputies", "Lists who stands in for the caller.")
                .answers("200", "What has not ended, the earliest first.", "DeputyList")
                .errors();
        Operation.write(paths, "POST /deputies", APPROVALS, "addDeputy", "Lets somebody stand in for the caller.")
                .body(
                        "DeputyWish",
                        NODES.objectNode()
                                .put("deputy", "71")
                                .put("from", "2026-12-01T00:00:00Z")
                                .put("until", "2026-12-08T00:00:00Z")
                                .put("takesOpen", true)
                                .set(
                                        "limit",
                                        NODES.objectNode().put("amount", 10_000).put("currency", "CNY")))
                .answers("200", "The arrangement.", "Deputy")
                .errors("400", "413", "415", "422");
        Operation.write(paths, "DELETE /deputies/{id}", APPROVALS, "endDeputy", "Ends an arrangement.")
                .answers("204", "It has ended.", "Nothing")
                .errors("404");
    }

    private static void moves(ObjectNode paths) {
        Operation.write(
                        paths,
                        "POST /approvals/{approval}/move-preview",
                        APPROVALS,
                        "previewMove",
                        "Tells which requests run under older versions of an approval, and what moving them would do.")
                .body("MovePreview", NODES.objectNode())
                .answers("200", "The requests, and the steps at which they can go on.", "Anything")
                .errors("400", "403", "404", "413", "415", "422");
        Operation.write(
                        paths,
                        "POST /approvals/{approval}/move",
                        APPROVALS,
                        "moveRequests",
                        "Moves requests that run under older versions to the published one.")
                .body("Move", NODES.objectNode().put("reason", "The rules have changed."))
                .answers("200", "The requests, and what became of each.", "Anything")
                .errors("400", "403", "404", "413", "415", "422");
    }

    private static void search(ObjectNode paths) {
        Operation.write(paths, "GET /search", SEARCH, "search", "Finds records by any of their texts.")
                .query("q", "string", "What to look for.")
                .query("entity", "string", "The entities to look in, separated by commas; all where it is left out.")
                .query("limit", "integer", "How many to find at most.")
                .answers("200", "The records found, the best first.", "SearchHits")
                .errors("400");
        Operation.write(paths, "GET /search/index", SEARCH, "searchIndex", "Tells how far this node's index is.")
                .answers("200", "The state of the index.", "SearchIndex")
                .errors("403");
        Operation.write(paths, "POST /search/index/rebuild", SEARCH, "rebuildSearchIndex", "Makes the index again.")
                .answers("200", "The state of the index.", "SearchIndex")
                .errors("403");
    }

    private static void decision(ObjectNode paths, String verb, String summary) {
        Operation.write(paths, "POST /tasks/{id}/" + verb, APPROVALS, verb + "Task", summary)
                .body("Decision", NODES.objectNode().put("comment", "Fine."))
                .answers("200", "The request and how it stands.", "ApprovalOutcome")
                .errors("400", "403", "404", "409", "413", "415", "422");
    }
}
