package dev.trellis.ui.api.openapi;

import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One operation of the document while it is written; the parameters in its path are declared by themselves. */
final class Operation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)}");
    private static final String RECORD_ID = "^[1-9][0-9]{0,18}$";

    private final ObjectNode json;
    private final ArrayNode parameters;
    private final ObjectNode responses;

    private Operation(ObjectNode json) {
        this.json = json;
        this.parameters = json.putArray("parameters");
        this.responses = json.putObject("responses");
    }

    /** @param call method and path, such as {@code GET /records/quote/{id}} */
    static Operation write(ObjectNode paths, String call, String tag, String id, String summary) {
        var space = call.indexOf(' ');
        var path = call.substring(space + 1);
        var item = paths.get(path) instanceof ObjectNode there ? there : paths.putObject(path);
        var json = item.putObject(call.substring(0, space).toLowerCase(Locale.ROOT));
        json.put("operationId", id).put("summary", summary).putArray("tags").add(tag);
        var operation = new Operation(json);
        if (!call.startsWith("GET ") && !path.equals("/auth/token")) {
            operation.header(
                    "Idempotency-Key",
                    false,
                    "Any text of up to 200 visible ASCII characters: the call is carried out once, however often it comes.");
        }
        IN_PATH.matcher(path).results().map(found -> found.group(1)).forEach(operation::inPath);
        return operation;
    }

    /** Marks an operation that needs no token. */
    Operation open() {
        json.putArray("security");
        return this;
    }

    Operation query(String name, String type, String description) {
        return parameter(name, "query", false, type, description);
    }

    Operation header(String name, boolean required, String description) {
        return parameter(name, "header", required, "string", description);
    }

    /** The version that the caller has seen, without which nothing is changed. */
    Operation versioned() {
        return header("If-Match", true, "The ETag of the version that the caller has seen, such as \"3\".");
    }

    Operation body(String schema, JsonNode example) {
        return body(schema, example, true);
    }

    /** A body that may be left out. */
    Operation optionalBody(String schema, JsonNode example) {
        return body(schema, example, false);
    }

    private Operation body(String schema, JsonNode example, boolean required) {
        var content = json.putObject("requestBody")
                .put("required", required)
                .putObject("content")
                .putObject("application/json");
        content.set("schema", reference(schema));
        content.set("example", example);
        return this;
    }

    /** A file, alone or as a part of a form beside the plan. */
    Operation upload() {
        var content = json.putObject("requestBody").put("required", true).putObject("content");
        var form = content.putObject("multipart/form-data");
        var parts = form.putObject("schema").put("type", "object").putObject("properties");
        parts.putObject("file").put("type", "string").put("format", "binary");
        parts.putObject("plan").put("type", "string").put("description", "An ImportPlan as JSON.");
        parts.putObject("dryRun").put("type", "string");
        form.putObject("example").put("dryRun", "true");
        content.putObject("application/octet-stream")
                .putObject("schema")
                .put("type", "string")
                .put("format", "binary");
        return this;
    }

    /** Takes a file as the body itself. */
    Operation content() {
        var content = json.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/octet-stream")
                .put("example", "%PDF-1.7");
        content.putObject("schema").put("type", "string").put("format", "binary");
        return this;
    }

    /** Answers with a file. */
    Operation file(String status, String description) {
        responses
                .putObject(status)
                .put("description", description)
                .putObject("content")
                .putObject("application/octet-stream")
                .putObject("schema")
                .put("type", "string")
                .put("format", "binary");
        return this;
    }

    Operation answers(String status, String description, String schema) {
        var answer = responses.putObject(status).put("description", description);
        if (!schema.equals("Nothing")) {
            answer.putObject("content").putObject("application/json").set("schema", reference(schema));
        }
        return this;
    }

    /** Names the errors that the operation can answer; 401, 429 and 503 go without saying. */
    Operation errors(String... statuses) {
        for (var status : statuses) {
            error(status);
        }
        if (!json.has("security")) {
            error("401");
        }
        error("429");
        error("503");
        return this;
    }

    static ObjectNode reference(String schema) {
        return NODES.objectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private void error(String status) {
        responses.putObject(status).put("$ref", "#/components/responses/Problem");
    }

    private void inPath(String name) {
        var parameter = parameters.addObject();
        parameter.put("name", name).put("in", "path").put("required", true);
        var schema = parameter.putObject("schema").put("type", "string");
        if (name.equals("id") && json.path("tags").path(0).asString("").matches("(?!metadata).*")) {
            schema.put("pattern", RECORD_ID);
        }
    }

    private Operation parameter(String name, String in, boolean required, String type, String description) {
        var parameter = parameters.addObject();
        parameter.put("name", name).put("in", in);
        if (required) {
            parameter.put("required", true);
        }
        parameter.put("description", description).putObject("schema").put("type", type);
        return this;
    }
}
