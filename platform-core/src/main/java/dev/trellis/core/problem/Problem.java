package dev.trellis.core.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One fault found: where, which, and the facts its message needs. It carries no text; {@link Messages} renders it in
 * the reader's language.
 *
 * @param path where: {@code lines[2].quantity}, {@code entity/quote/fields/total}, or empty for the whole
 * @param code which kind of trouble
 * @param arguments the named facts of the message: text, numbers, enums,
 *     {@link dev.trellis.core.name.Label}s, {@link dev.trellis.core.name.Named} things, or lists of them
 */
public record Problem(String path, ProblemCode code, Map<String, Object> arguments) {

    public Problem {
        arguments = Map.copyOf(arguments);
    }

    public static Problem at(String path, ProblemCode code) {
        return new Problem(path, code, Map.of());
    }

    /** Returns this problem with one more fact. */
    public Problem with(String name, Object value) {
        var more = new LinkedHashMap<>(arguments);
        more.put(name, value);
        return new Problem(path, code, more);
    }

    /** Returns this problem moved under {@code prefix}. */
    public Problem under(String prefix) {
        if (prefix.isEmpty()) {
            return this;
        }
        if (path.isEmpty()) {
            return new Problem(prefix, code, arguments);
        }
        return new Problem(path.startsWith("[") ? prefix + path : prefix + "." + path, code, arguments);
    }
}
