package dev.trellis.form.flow;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DraftSchema;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Says in one line what a node does, in the reader's language. */
public final class FlowWords {

    private final Metadata draft;
    private final String entity;
    private final Locale locale;

    /** @param entity whose records the flow is about */
    public FlowWords(Metadata draft, String entity, Locale locale) {
        this.draft = draft;
        this.entity = entity;
        this.locale = locale;
    }

    /** Returns what stands under the name of a node; may be empty. */
    public String summary(NodeKind kind, JsonNode node) {
        return switch (kind) {
            case APPROVE, HANDLE -> step(node);
            case CC -> people(node.path("recipients"));
            case CONDITION, INCLUSIVE -> text("flow.says." + kind.key(), Map.of());
            case PARALLEL -> text("flow.value.join." + node.path("join").asString("all"), Map.of());
            case DATA -> data(node);
            case CALL ->
                text(
                        "flow.says.call",
                        Map.of("channel", channel(node.path("channel").asString(""))));
            case SUB_FLOW ->
                FlowDesigner.find(draft, node.path("approval").asString(""))
                        .map(found -> text(
                                "flow.says.sub_flow",
                                Map.of("approval", found.label().text(locale))))
                        .orElse("");
            case DELAY -> delay(node);
        };
    }

    private String step(JsonNode node) {
        var people = people(node.path("approvers"));
        var completion = node.path("completion").asString("any");
        boolean several = node.path("approvers").size() > 1
                || !isOne(node.path("approvers").path(0));
        return several
                ? text(
                        "flow.says.step",
                        Map.of("people", people, "how", text("flow.value.completion." + completion, Map.of())))
                : people;
    }

    private static boolean isOne(JsonNode source) {
        return switch (source.path("source").asString("")) {
            case "manager", "head", "initiator" -> true;
            case "users" -> source.path("users").size() == 1;
            default -> false;
        };
    }

    private String data(JsonNode node) {
        var operation = node.path("operation").asString("update");
        var of = node.path("entity").asString(entity);
        return text(
                "flow.says.data." + operation,
                Map.of("entity", label(draft.entity(of).map(found -> found.label()), of)));
    }

    private String delay(JsonNode node) {
        int amount = node.path("amount").asInt(0);
        var unit = text("flow.value.unit." + node.path("unit").asString("hours"), Map.of());
        return node.path("until").asString("").isEmpty()
                ? text("flow.says.delay", Map.of("amount", amount, "unit", unit))
                : text(
                        "flow.says.delay.until",
                        Map.of("until", node.path("until").asString("")));
    }

    /** Returns what a list of sources says: "Manager of the initiator, role “Finance”". */
    public String people(JsonNode sources) {
        var words = new ArrayList<String>();
        sources.forEach(source -> words.add(person(source)));
        return String.join(text("flow.and", Map.of()), words);
    }

    /** Returns what one source says. */
    public String person(JsonNode source) {
        var kind = source.path("source").asString("");
        return switch (kind) {
            case "users" ->
                text("flow.says.users", Map.of("count", source.path("users").size()));
            case "role", "department_role" ->
                text(
                        "flow.says." + kind,
                        Map.of("role", role(source.path("role").asString(""))));
            case "manager", "managers", "head" ->
                level(kind, source.path("level").asInt(kind.equals("managers") ? 0 : 1));
            case "field" ->
                text("flow.says.field", Map.of("field", path(source.path("path").asString(""))));
            case "chosen" -> text("flow.says.chosen." + source.path("by").asString("initiator"), Map.of());
            case "same_as" -> text("flow.says.same_as", Map.of());
            case "table" ->
                text("flow.says.table", Map.of("count", source.path("rows").size()));
            default -> text("flow.source." + kind, Map.of());
        };
    }

    private String level(String kind, int level) {
        return text(level <= 1 ? "flow.says." + kind + "." + level : "flow.says." + kind, Map.of("level", level));
    }

    /** The name of a channel, where there is one for it. */
    private String channel(String key) {
        return Messages.find("flow.channel." + key, locale).orElse(key);
    }

    private String role(String id) {
        return label(draft.role(id).map(found -> found.label()), id);
    }

    /** The labels along a path over lookups: "Account · Owner". */
    private String path(String path) {
        var schema = DraftSchema.everything(draft);
        var labels = new ArrayList<String>();
        for (int end = path.indexOf('.'); ; end = path.indexOf('.', end + 1)) {
            var part = end < 0 ? path : path.substring(0, end);
            labels.add(schema.path(entity, part)
                    .map(field -> field.label().text(locale))
                    .orElse(part));
            if (end < 0) {
                return String.join(" · ", labels);
            }
        }
    }

    private String label(Optional<Label> label, String otherwise) {
        return label.filter(found -> !found.isEmpty())
                .map(found -> found.text(locale))
                .orElse(otherwise);
    }

    private String text(String key, Map<String, ?> arguments) {
        return Messages.text(key, locale, arguments);
    }
}
