package dev.trellis.form.flow;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of nodes in the palette, each with what a new one begins as. */
public enum NodeKind {
    APPROVE,
    HANDLE,
    CC,
    CONDITION,
    PARALLEL,
    INCLUSIVE,
    DATA,
    CALL,
    SUB_FLOW,
    DELAY;

    /** Its name in definitions. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a node of this kind has arms that people add. */
    public boolean hasArms() {
        return this == CONDITION || this == PARALLEL || this == INCLUSIVE;
    }

    /**
     * Makes a new node, labelled in every language of the product.
     *
     * @param newId gives the ids of the node and its arms
     * @param approval what a sub-flow starts until somebody chooses
     */
    public ObjectNode make(Supplier<String> newId, String approval) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("kind", key());
        node.put("id", newId.get());
        node.set("label", label("flow.node." + key(), Map.of()));
        switch (this) {
            case APPROVE, HANDLE -> {
                node.putArray("approvers").addObject().put("source", "manager").put("level", 1);
                node.put("completion", "any");
            }
            case CC -> node.putArray("recipients").addObject().put("source", "initiator");
            case CONDITION, INCLUSIVE -> {
                node.putArray("branches").add(arm(newId.get(), 1));
                node.putArray("otherwise");
            }
            case PARALLEL -> {
                node.put("join", "all");
                node.putArray("lanes").add(arm(newId.get(), 1)).add(arm(newId.get(), 2));
            }
            case DATA -> node.put("operation", "update").putObject("values");
            case CALL -> node.put("channel", "webhook");
            case SUB_FLOW -> node.put("approval", approval);
            case DELAY -> node.put("amount", 1).put("unit", "business_days");
        }
        return node;
    }

    /** Makes a new arm of a node of this kind. */
    public ObjectNode arm(String id, int number) {
        var arm = JsonNodeFactory.instance.objectNode();
        arm.put("id", id);
        arm.set("label", label(this == PARALLEL ? "flow.lane.new" : "flow.branch.new", Map.of("number", number)));
        if (this != PARALLEL) {
            arm.put("when", "FALSE");
        }
        arm.putArray("nodes");
        return arm;
    }

    private static ObjectNode label(String key, Map<String, ?> arguments) {
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(locale.toLanguageTag(), Messages.text(key, locale, arguments)));
        var json = JsonNodeFactory.instance.objectNode();
        new Label(texts).texts().forEach(json::put);
        return json;
    }
}
