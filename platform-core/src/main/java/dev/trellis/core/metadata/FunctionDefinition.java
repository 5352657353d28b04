package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.name.Label;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the expression language cannot say, written in JavaScript and called like any function of the language. The same
 * arguments always give the same result: there is no clock, no chance and nothing outside.
 *
 * @param source the body: what stands between the braces, with the parameters by their ids
 * @param tests what a publish runs; it is refused if one of them fails
 */
public record FunctionDefinition(
        String id,
        Label label,
        Label description,
        List<Parameter> parameters,
        FunctionType result,
        String source,
        List<Test> tests)
        implements Definition {

    public FunctionDefinition {
        parameters = List.copyOf(parameters);
        tests = List.copyOf(tests);
    }

    /** @param id its name in the source */
    public record Parameter(String id, Label label, FunctionType type) {}

    /**
     * An example that must hold.
     *
     * @param result what it gives; null for blank
     * @param fails whether it must give an error instead
     */
    public record Test(
            String id, List<JsonNode> arguments, @Nullable JsonNode result, boolean fails) {
        public Test {
            arguments = List.copyOf(arguments);
        }
    }

    @Override
    public Kind kind() {
        return Kind.FUNCTION;
    }

    /** As an editor shows it: {@code uscc_valid(code: text): boolean}. */
    @JsonIgnore
    public String signature() {
        return parameters.stream()
                .map(parameter -> parameter.id() + ": " + parameter.type().key())
                .collect(Collectors.joining(", ", id + "(", "): " + result.key()));
    }

    /** What runs, as a SHA-256 in hex: an approval holds for it and nothing else. */
    @JsonIgnore
    public String hash() {
        var runs = parameters.stream()
                .map(parameter -> parameter.id() + ":" + parameter.type().key())
                .collect(Collectors.joining(",", "(", "):" + result.key() + "\n" + source));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(runs.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
