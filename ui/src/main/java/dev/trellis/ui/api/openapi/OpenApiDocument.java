package dev.trellis.ui.api.openapi;

import dev.trellis.core.record.VisibleSchema;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the document: the routes of everybody, then those of every entity that exists for the caller. */
final class OpenApiDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final VisibleSchema schema;
    private final Locale locale;
    private final boolean mayDesign;

    /** @param mayDesign whether the routes of metadata exist for the caller */
    OpenApiDocument(VisibleSchema schema, Locale locale, boolean mayDesign) {
        this.schema = schema;
        this.locale = locale;
        this.mayDesign = mayDesign;
    }

    ObjectNode write() {
        var json = NODES.objectNode();
        json.put("openapi", "3.1.0");
        var info = json.putObject("info");
        info.put("title", schema.metadata().workspace().label().text(locale) + " API");
        info.put("version", String.valueOf(schema.metadata().version()));
        info.put("description", "Generated from the published metadata and the caller's rights.");
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        json.putArray("servers").addObject().put("url", "/api/v1");
        json.putArray("security").addObject().putArray("token");
        var tags = json.putArray("tags");
        tags.addObject().put("name", "session").put("description", "Signing in and out, and this description.");
        tags.addObject().put("name", "approvals").put("description", "The caller's inbox and decisions.");
        tags.addObject().put("name", "search").put("description", "Finding records by their texts.");
        tags.addObject()
                .put("name", AutomationPaths.TAG)
                .put("description", "What goes on by itself: jobs, rules, notifications, webhooks.");
        tags.addObject().put("name", "files").put("description", "Files that belong to records.");
        tags.addObject().put("name", "jobs").put("description", "Imports: how far they are and what to do with them.");
        tags.addObject().put("name", "expressions").put("description", "Checking and computing expressions.");
        tags.addObject().put("name", AccessPaths.TAG).put("description", "Who may do what, and who changed it.");
        tags.addObject().put("name", "pools").put("description", "Records without an owner.");
        var paths = json.putObject("paths");
        CommonPaths.write(paths);
        AccessPaths.write(paths);
        if (mayDesign) {
            tags.addObject().put("name", "metadata").put("description", "How the workspace is built.");
            MetadataPaths.write(paths);
            FunctionPaths.write(paths);
        }
        for (var entity : schema.entities()) {
            tags.addObject()
                    .put("name", entity.id())
                    .put("description", entity.plural().text(locale));
            new EntityPaths(schema, locale, entity).write(paths);
        }
        var components = json.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        components.set("schemas", new EntitySchemas(schema, locale).write());
        components.set("responses", responses());
        return json;
    }

    private static ObjectNode responses() {
        var responses = NODES.objectNode();
        responses
                .putObject("Problem")
                .put("description", "What is wrong, where, and what to do; in the language of Accept-Language.")
                .putObject("content")
                .putObject("application/problem+json")
                .set("schema", Operation.reference("Problem"));
        return responses;
    }
}
