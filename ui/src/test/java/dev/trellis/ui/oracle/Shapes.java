package dev.trellis.ui.oracle;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The grammar of what the renderer writes on designed tables: names of the catalogue between back-ticks, a closed list
 * of words, parameters, and the few constants of its own. No comments, no second statement, no text of anybody else.
 */
final class Shapes {

    private static final Pattern TOKEN = Pattern.compile(
            "`(?<name>[^`]*)`|'(?<text>(?:[^']|'')*)'|(?<word>[A-Za-z_@][A-Za-z0-9_]*)|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
                    + "|(?<sign><=|>=|<>|!=|[?,().=<>+*/%-])|(?<space>\\s+)|(?<other>.)",
            Pattern.DOTALL);
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final Set<String> words = new TreeSet<>();
    private final Set<String> texts = new HashSet<>();
    private boolean learning = true;

    /** Ends learning: from now on only what was heard in the sound run is known. */
    void close() {
        learning = false;
    }

    static boolean isOnDesignedTables(String statement) {
        return statement.contains("`r_");
    }

    /** Tells what in a statement the renderer never writes. */
    Optional<String> strange(String statement) {
        if (statement.contains("--") || statement.contains("/*") || statement.contains(";")) {
            return Optional.of("a comment or a second statement");
        }
        var tokens = TOKEN.matcher(statement);
        while (tokens.find()) {
            var found =
                    strange(tokens.group("name"), tokens.group("text"), tokens.group("word"), tokens.group("other"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> strange(String name, String text, String word, String other) {
        if (name != null && !ALIAS.matcher(name).matches()) {
            return Optional.of("name " + name);
        }
        if (text != null && !known(texts, text)) {
            return Optional.of("text " + text);
        }
        if (word != null && !known(words, word.toLowerCase(Locale.ROOT))) {
            return Optional.of("word " + word);
        }
        return other == null ? Optional.empty() : Optional.of("sign " + other);
    }

    private boolean known(Set<String> set, String token) {
        return learning ? set.add(token) || true : set.contains(token);
    }

    Set<String> words() {
        return words;
    }
}
