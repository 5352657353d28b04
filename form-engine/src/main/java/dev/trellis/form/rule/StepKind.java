package dev.trellis.form.rule;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of steps of a rule, each with what a new one begins as. */
public enum StepKind {
    SET,
    CREATE,
    ASSIGN,
    NOTIFY,
    MAIL,
    MESSAGE,
    SUBMIT,
    BRANCH,
    WAIT,
    UPDATE,
    EACH,
    SHARE,
    CALL;

    /** Its name in definitions. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lists of steps in one of this kind. */
    public List<String> lists() {
        return switch (this) {
            case BRANCH -> List.of("then", "otherwise");
            case EACH -> List.of("steps");
            case SET, CREATE, ASSIGN, NOTIFY, MAIL, MESSAGE, SUBMIT, WAIT, UPDATE, SHARE, CALL -> List.of();
        };
    }

    public static Optional<StepKind> of(JsonNode step) {
        var key = step.path("do").asString("");
        for (var kind : values()) {
            if (kind.key().equals(key)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Makes a new step of a rule about an entity. */
    public ObjectNode make(String id, Metadata draft, String entity) {
        var step = JsonNodeFactory.instance.objectNode();
        step.put("do", key()).put("id", id);
        var title = draft.entity(entity).map(EntityDefinition::title).orElse("id");
        switch (this) {
            case SET -> step.putObject("values");
            case CREATE -> step.put("entity", other(draft, entity)).putObject("values");
            case ASSIGN -> step.putArray("people");
            case NOTIFY -> {
                step.putArray("to").add("owner");
                step.set("text", label("rule.new.text", title));
            }
            case MAIL -> {
                step.put("to", "\"\"");
                step.set("subject", label("rule.new.text", title));
                step.set("text", label("rule.new.text", title));
            }
            case MESSAGE -> {
                step.put("channel", "dingtalk");
                step.set("text", label("rule.new.text", title));
            }
            case SUBMIT -> {}
            case BRANCH -> {
                step.put("when", "TRUE");
                step.putArray("then");
            }
            case WAIT -> step.put("hours", 24);
            case UPDATE -> step.put("via", lookup(draft, entity)).putObject("values");
            case EACH -> {
                var rows = rows(draft, entity);
                step.put("entity", rows.entity()).put("via", rows.field());
                step.putArray("steps");
            }
            case SHARE -> step.putArray("to").add("manager");
            case CALL -> {
                step.put(
                        "function",
                        draft.functions().stream()
                                .map(FunctionDefinition::id)
                                .findFirst()
                                .orElse("function"));
                step.putArray("arguments");
                step.put("into", title);
            }
        }
        return step;
    }

    /** A lookup of the entity, the owner where it has none. */
    private static String lookup(Metadata draft, String entity) {
        return draft.entity(entity).stream()
                .flatMap(found -> found.fields().stream())
                .filter(field -> field.type().valueType() instanceof ValueType.Ref)
                .map(FieldDefinition::id)
                .findFirst()
                .orElse("owner");
    }

    /** A field by which records refer to those of the entity. */
    private static FieldKey rows(Metadata draft, String entity) {
        return draft.entities().stream()
                .flatMap(other -> other.fields().stream()
                        .filter(field -> field.type().valueType().equals(new ValueType.Ref(entity)))
                        .map(field -> new FieldKey(other.id(), field.id())))
                .findFirst()
                .orElse(new FieldKey(entity, "owner"));
    }

    private static String other(Metadata draft, String entity) {
        return draft.entities().stream()
                .filter(found -> found.ownedBy() == null && !found.id().equals(entity))
                .map(EntityDefinition::id)
                .findFirst()
                .orElse(entity);
    }

    private static ObjectNode label(String key, String title) {
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale ->
                texts.put(locale.toLanguageTag(), Messages.text(key, locale, Map.of("record", "{{" + title + "}}"))));
        var json = JsonNodeFactory.instance.objectNode();
        new Label(texts).texts().forEach(json::put);
        return json;
    }
}
