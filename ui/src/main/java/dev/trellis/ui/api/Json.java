package dev.trellis.ui.api;

import dev.trellis.core.problem.Problem;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the API carries it: numbers keep every digit, a member given twice is refused, depth and sizes are bounded. */
final class Json {

    /** Far beyond any field's scale; keeps {@code 1e999999999} from becoming a gigabyte of zeros. */
    private static final int MOST_SCALE = 400;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(200)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** What a body turned out to be. */
    sealed interface Reading {
        record Read(ObjectNode object) implements Reading {}

        record Unreadable(Problem problem) implements Reading {}
    }

    static Reading readObject(byte[] bytes) {
        if (bytes.length == 0) {
            return new Reading.Unreadable(Problem.at("", ApiProblems.BODY_MISSING));
        }
        try {
            var tree = MAPPER.readTree(bytes);
            if (!(tree instanceof ObjectNode object)) {
                return new Reading.Unreadable(Problem.at("", ApiProblems.BODY_NOT_AN_OBJECT));
            }
            return endlessNumber(object, "")
                    .<Reading>map(path -> new Reading.Unreadable(Problem.at(path, ApiProblems.NUMBER_OUT_OF_RANGE)))
                    .orElseGet(() -> new Reading.Read(object));
        } catch (StreamConstraintsException tooMuch) {
            return new Reading.Unreadable(at(tooMuch, Problem.at("", ApiProblems.JSON_TOO_COMPLEX)));
        } catch (JacksonException malformed) {
            return new Reading.Unreadable(at(malformed, Problem.at("", ApiProblems.JSON_MALFORMED)));
        }
    }

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static Problem at(JacksonException exception, Problem problem) {
        var place = exception.getLocation();
        return place == null
                ? problem.with("line", 1).with("column", 1)
                : problem.with("line", place.getLineNr()).with("column", place.getColumnNr());
    }

    private static Optional<String> endlessNumber(JsonNode node, String path) {
        if (node.isNumber()) {
            return node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MOST_SCALE
                    ? Optional.of(path)
                    : Optional.empty();
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                var found = endlessNumber(node.get(i), path + "[" + i + "]");
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        for (var member : node.properties()) {
            var found =
                    endlessNumber(member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
