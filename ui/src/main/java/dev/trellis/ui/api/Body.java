package dev.trellis.ui.api;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object of a request, read member by member. A member that an operation does not know, that is missing or of
 * another kind is noted as a fault; {@link #answer} refuses the request with all of them, so that nothing that a client
 * sends is passed over in silence.
 */
public final class Body {

    private static final Label TEXT = Label.of("a text in double quotes", "用双引号括起的文本");
    private static final Label TEXTS = Label.of("a list of texts", "文本列表");
    private static final Label NUMBER = Label.of("a whole number", "整数");
    private static final Label FLAG = Label.of("true or false", "true 或 false");
    private static final Label OBJECT = Label.of("an object in braces", "用花括号括起的对象");
    private static final Label LIST = Label.of("a list in square brackets", "用方括号括起的列表");
    private static final Label PLAIN = Label.of("a text, a number, true, false or null", "文本、数字、true、false 或 null");
    private static final Label NOTHING = Label.of("none", "无");

    private final ObjectNode json;
    private final List<Problem> problems = new ArrayList<>();

    private Body(ObjectNode json) {
        this.json = json;
    }

    /** @param members all that the operation takes */
    public static Body of(ObjectNode json, Set<String> members) {
        var body = new Body(json);
        json.propertyNames().stream()
                .filter(name -> !members.contains(name))
                .forEach(name -> body.problems.add(Problem.at(name, ApiProblems.MEMBER_UNKNOWN)
                        .with("given", name)
                        .with(
                                "allowed",
                                members.isEmpty()
                                        ? NOTHING
                                        : members.stream().sorted().toList())));
        return body;
    }

    /** Tells whether it has no member at all. */
    public boolean isEmpty() {
        return json.isEmpty();
    }

    /** Answers, if the body was sound so far. */
    public ApiResponse answer(Supplier<ApiResponse> sound) {
        return problems.isEmpty() ? sound.get() : ApiResponse.refused(problems);
    }

    /** Notes one more fault. */
    public void fault(Problem problem) {
        problems.add(problem);
    }

    /** Returns a member that must be a text; empty after a fault. */
    public String requiredText(String member) {
        return required(member) ? text(member).orElse("") : "";
    }

    public Optional<String> text(String member) {
        return of(member, TEXT, JsonNode::isString).map(JsonNode::stringValue);
    }

    /** Returns a member that must be an object; an empty one after a fault. */
    public ObjectNode requiredObject(String member) {
        return required(member) ? object(member) : Json.object();
    }

    /** Returns a member that may be an object; an empty one where it is left out. */
    public ObjectNode object(String member) {
        return of(member, OBJECT, JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .orElseGet(Json::object);
    }

    /** Returns the elements of a list that must be there. */
    public List<JsonNode> requiredList(String member) {
        return required(member)
                ? of(member, LIST, JsonNode::isArray)
                        .map(list -> list.valueStream().toList())
                        .orElse(List.of())
                : List.of();
    }

    /** Returns the elements of a list; empty where it is left out. */
    public Optional<List<JsonNode>> list(String member) {
        return of(member, LIST, JsonNode::isArray)
                .map(list -> list.valueStream().toList());
    }

    /** Returns texts, given as a list or as one text with commas between them. */
    public List<String> texts(String member) {
        var found = json.path(member);
        if (found.isString()) {
            return split(found.stringValue());
        }
        return of(member, TEXTS, Body::isTexts)
                .map(list -> list.valueStream().map(JsonNode::stringValue).toList())
                .orElse(List.of());
    }

    /** Returns a whole number as it was written, for whoever knows its range. */
    public Optional<String> number(String member) {
        return of(member, NUMBER, JsonNode::isIntegralNumber).map(JsonNode::asString);
    }

    public boolean flag(String member) {
        return of(member, FLAG, JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
    }

    /** Returns the named parameters of an expression: texts, exact numbers, true and false, blanks. */
    public Map<String, @Nullable Object> parameters(String member) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : object(member).properties()) {
            var value = entry.getValue();
            if (value.isContainer()) {
                problems.add(Problem.at(member + "." + entry.getKey(), ApiProblems.MEMBER_WRONG_TYPE)
                        .with("member", entry.getKey())
                        .with("allowed", PLAIN));
            } else {
                values.put(entry.getKey(), plain(value));
            }
        }
        return values;
    }

    /** Splits at commas; empty parts do not count. */
    public static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private boolean required(String member) {
        if (!json.path(member).isMissingNode() && !json.path(member).isNull()) {
            return true;
        }
        problems.add(Problem.at(member, ApiProblems.MEMBER_MISSING).with("member", member));
        return false;
    }

    private Optional<JsonNode> of(String member, Label kind, Predicate<JsonNode> fits) {
        var found = json.path(member);
        if (found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        if (!fits.test(found)) {
            problems.add(Problem.at(member, ApiProblems.MEMBER_WRONG_TYPE)
                    .with("member", member)
                    .with("allowed", kind));
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private static boolean isTexts(JsonNode node) {
        return node instanceof ArrayNode array && array.valueStream().allMatch(JsonNode::isString);
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            BigDecimal exact = value.decimalValue();
            return exact;
        }
        return value.isBoolean() ? value.booleanValue() : value.stringValue();
    }
}
