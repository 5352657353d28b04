package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the document: fixed routes first, then the routes of every entity that exists for the caller. */
final class OpenApiDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final VisibleSchema schema;
    private final Locale locale;
    private final EntitySchemas schemas;

    OpenApiDocument(VisibleSchema schema, Locale locale) {
        this.schema = schema;
        this.locale = locale;
        schemas = new EntitySchemas(schema, locale);
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
        tags.addObject().put("name", "session").put("description", "Signing in and out.");
        var paths = json.putObject("paths");
        session(paths);
        for (var entity : schema.entities()) {
            if (entity.ownedBy() == null) {
                tags.addObject()
                        .put("name", entity.id())
                        .put("description", entity.plural().text(locale));
                entity(paths, entity);
            }
        }
        var components = json.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        components.set("schemas", schemas.write());
        components.set("responses", responses());
        return json;
    }

    private void session(ObjectNode paths) {
        var token = operation(paths, "/auth/token", "post", "session", "signIn", "Exchanges a password for a token.");
        token.putArray("security");
        body(token, "Credentials");
        answer(token, "200", "A token for the Authorization header.", "Token");
        errors(token, "400", "401", "429");
        var me = operation(paths, "/me", "get", "session", "me", "Says who is calling.");
        answer(me, "200", "The caller.", "Me");
        errors(me, "401");
    }

    private void entity(ObjectNode paths, EntityDefinition entity) {
        var id = entity.id();
        var name = entity.label().text(locale);
        var plural = entity.plural().text(locale);
        var root = "/records/" + id;
        var type = EntitySchemas.typeName(id);
        if (schema.may(id, Verb.READ)) {
            var list = operation(paths, root, "get", id, "list" + type, "Lists " + plural + ".");
            query(list, "filter", "string", "An expression; named parameters are given as p.name.");
            query(list, "sort", "string", "Paths separated by commas, a minus before a descending one.");
            query(list, "fields", "string", "Paths separated by commas.");
            query(list, "q", "string", "Text that must occur in the title.");
            query(list, "limit", "integer", "1 to 500.");
            query(list, "after", "string", "The cursor of the page before.");
            query(list, "count", "string", "none, capped or exact.");
            answer(list, "200", "A page.", type + "Page");
            errors(list, "400", "401", "403");
            var read = operation(paths, root + "/{id}", "get", id, "get" + type, "Reads one " + name + ".");
            identified(read);
            answer(read, "200", "The record.", type);
            errors(read, "400", "401", "404");
        }
        if (schema.may(id, Verb.CREATE)) {
            var create = operation(paths, root, "post", id, "create" + type, "Creates a " + name + ".");
            body(create, type + "Input");
            answer(create, "201", "The created record.", type);
            errors(create, "400", "401", "403", "422");
        }
        if (schema.may(id, Verb.EDIT)) {
            var change = operation(paths, root + "/{id}", "patch", id, "update" + type, "Changes a " + name + ".");
            identified(change);
            versioned(change);
            body(change, type + "Input");
            answer(change, "200", "The changed record.", type);
            errors(change, "400", "401", "403", "404", "412", "422", "423", "428");
        }
        if (schema.may(id, Verb.DELETE)) {
            var delete = operation(paths, root + "/{id}", "delete", id, "delete" + type, "Deletes a " + name + ".");
            identified(delete);
            versioned(delete);
            ((ObjectNode) delete.get("responses")).putObject("204").put("description", "Deleted.");
            errors(delete, "401", "403", "404", "412", "422", "423", "428");
        }
    }

    private static ObjectNode operation(
            ObjectNode paths, String path, String method, String tag, String id, String summary) {
        var item = paths.get(path) instanceof ObjectNode there ? there : paths.putObject(path);
        var operation = item.putObject(method);
        operation.put("operationId", id);
        operation.put("summary", summary);
        operation.putArray("tags").add(tag);
        operation.putArray("parameters");
        operation.putObject("responses");
        return operation;
    }

    private static void query(ObjectNode operation, String name, String type, String description) {
        parameter(operation, name, "query", parameter -> {
            parameter.put("description", description);
            parameter.putObject("schema").put("type", type);
        });
    }

    private static void identified(ObjectNode operation) {
        parameter(operation, "id", "path", parameter -> {
            parameter.put("required", true);
            parameter.putObject("schema").put("type", "string").put("pattern", "^[1-9][0-9]{0,18}$");
        });
    }

    private static void versioned(ObjectNode operation) {
        parameter(operation, "If-Match", "header", parameter -> {
            parameter.put("required", true);
            parameter.put("description", "The ETag of the version that the caller has seen.");
            parameter.putObject("schema").put("type", "string");
        });
    }

    private static void parameter(ObjectNode operation, String name, String in, Consumer<ObjectNode> more) {
        var parameter = operation.withArray("parameters").addObject();
        parameter.put("name", name).put("in", in);
        more.accept(parameter);
    }

    private static void body(ObjectNode operation, String schema) {
        operation
                .putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .set("schema", EntitySchemas.reference(schema));
    }

    private static void answer(ObjectNode operation, String status, String description, String schema) {
        ((ObjectNode) operation.get("responses"))
                .putObject(status)
                .put("description", description)
                .putObject("content")
                .putObject("application/json")
                .set("schema", EntitySchemas.reference(schema));
    }

    private static void errors(ObjectNode operation, String... statuses) {
        var responses = (ObjectNode) operation.get("responses");
        for (var status : statuses) {
            responses.putObject(status).put("$ref", "#/components/responses/Problem");
        }
    }

    private static ObjectNode responses() {
        var responses = NODES.objectNode();
        responses
                .putObject("Problem")
                .put("description", "What is wrong, where, and what to do; in the language of Accept-Language.")
                .putObject("content")
                .putObject("application/problem+json")
                .set("schema", EntitySchemas.reference("Problem"));
        return responses;
    }
}
