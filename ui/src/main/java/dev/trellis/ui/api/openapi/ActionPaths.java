package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes by which something is done with the records of an entity. */
final class ActionPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ActionPaths() {}

    static void write(ObjectNode paths, String entity, String type, String name, String plural) {
        var root = "/records/" + entity;
        Operation.write(paths, "GET " + root + "/{id}/actions", entity, "actions" + type, "Tells what can be done.")
                .answers("200", "The actions and what each asks for.", "Actions")
                .errors("404");
        Operation.write(
                        paths,
                        "POST " + root + "/{id}/actions/{action}",
                        entity,
                        "actWith" + type,
                        "Does something with a " + name + ": transfer, clone, advance, claim and the like.")
                .body("ActionCall", example(NODES.objectNode()))
                .answers("200", "Done; the record to look at now.", "ActionDone")
                .errors("400", "403", "404", "409", "412", "413", "415", "422", "423");
        told(paths, entity, type);
        var several = NODES.objectNode();
        several.putArray("ids").add("71");
        Operation.write(
                        paths,
                        "POST " + root + "/actions/{action}",
                        entity,
                        "actWithSeveral" + type,
                        "Does the same with up to 1,000 " + plural + ", each by itself.")
                .body("ActionCalls", example(several))
                .answers("200", "One result for each, in order.", "ActionResults")
                .errors("400", "404", "413", "415", "422");
    }

    /** What pools, stages and follow-ups say of a record. */
    private static void told(ObjectNode paths, String entity, String type) {
        var record = "/records/" + entity + "/{id}";
        Operation.write(
                        paths,
                        "GET " + record + "/stages",
                        entity,
                        "stages" + type,
                        "Tells how long it was in which stage.")
                .answers("200", "The stays, in order.", "Stays")
                .errors("404");
        Operation.write(
                        paths,
                        "GET " + record + "/pool-history",
                        entity,
                        "poolHistory" + type,
                        "Tells who claimed it, gave it back and lost it.")
                .answers("200", "What happened, newest first.", "PoolEvents")
                .errors("404");
        Operation.write(paths, "GET " + record + "/timeline", entity, "timeline" + type, "Tells the follow-ups.")
                .answers("200", "The follow-ups, newest first.", "Timeline")
                .errors("404");
    }

    /** The routes of pools. */
    static void pools(ObjectNode paths) {
        Operation.write(
                        paths,
                        "GET /pools",
                        "pools",
                        "listPools",
                        "Lists the caller's pools and what is left of the limits.")
                .answers("200", "The pools.", "Pools")
                .errors();
        var deal = NODES.objectNode();
        deal.putArray("ids").add("71");
        deal.putArray("people").add("42");
        Operation.write(
                        paths,
                        "POST /pools/{pool}/assign",
                        "pools",
                        "assignFromPool",
                        "Deals records of a pool out to people, one after the other.")
                .body("PoolDeal", deal)
                .answers("200", "One result for each record, in order.", "ActionResults")
                .errors("400", "404", "413", "415", "422");
    }

    private static ObjectNode example(ObjectNode body) {
        body.putObject("values").put("owner", "42");
        return body;
    }
}
