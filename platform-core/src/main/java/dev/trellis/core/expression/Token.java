package dev.trellis.core.expression;

import java.util.Locale;

/**
 * One word of an expression.
 *
 * @param text of a symbol its plain form ({@code ×} is {@code *}), of a text its content, else as written
 */
record Token(Kind kind, String text, Span span) {

    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        BRACES,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.toUpperCase(Locale.ROOT).equals(word);
    }
}
