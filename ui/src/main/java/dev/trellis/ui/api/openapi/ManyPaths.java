package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes that save many records at once, or one by its key. */
final class ManyPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ManyPaths() {}

    static void write(ObjectNode paths, VisibleSchema schema, EntityDefinition entity, String type, String plural) {
        var id = entity.id();
        if (schema.may(id, Verb.BULK)) {
            bulk(paths, id, type, plural);
        }
        if (schema.may(id, Verb.EDIT)) {
            var example = NODES.objectNode();
            example.putObject("values");
            Operation.write(
                            paths,
                            "PUT /records/" + id + "/by/{field}/{value}",
                            id,
                            "put" + type + "ByKey",
                            "Creates or changes the one with this value in a field whose values are unique.")
                    .body(type + "Input", example)
                    .answers("200", "The changed record.", type)
                    .answers("201", "The created record.", type)
                    .answers("204", "Saved, and not visible to the caller.", "Nothing")
                    .errors("400", "403", "404", "412", "413", "415", "422", "423");
        }
    }

    private static void bulk(ObjectNode paths, String id, String type, String plural) {
        var bulk = NODES.objectNode().put("mode", "each");
        bulk.putArray("operations")
                .addObject()
                .put("op", "update")
                .put("id", "7212345678901")
                .put("version", 3)
                .putObject("values");
        Operation.write(paths, "POST /records/" + id + "/bulk", id, "bulk" + type, "Saves up to 1,000 " + plural + ".")
                .body("Bulk", bulk)
                .answers("200", "One result for every operation.", "BulkResults")
                .errors("400", "403", "404", "413", "415", "422");
    }
}
