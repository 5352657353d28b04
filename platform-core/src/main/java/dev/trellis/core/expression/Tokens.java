package dev.trellis.core.expression;

import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Map;

/** The tokens of one text and the place that the parser has reached. */
final class Tokens {

    private static final Label CLOSING = Label.of(") or another argument after a comma", ")，或逗号后的下一个参数");
    private static final Label NAME = Label.of("a name", "名称");

    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token lookAhead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** Returns the present token and goes on to the next one. */
    Token take() {
        return tokens.get(at++);
    }

    Token name() throws SyntaxTrouble {
        if (peek().kind() != Token.Kind.NAME) {
            throw unexpected(NAME);
        }
        return take();
    }

    Token expect(String symbol) throws SyntaxTrouble {
        if (!peek().isSymbol(symbol)) {
            throw unexpected(symbol.equals(")") ? CLOSING : Label.of(symbol, symbol));
        }
        return take();
    }

    SyntaxTrouble unexpected(Label allowed) {
        var token = peek();
        Object given = token.kind() == Token.Kind.END ? Label.of("the end", "结尾") : token.text();
        var facts = Map.of("given", given, "allowed", allowed);
        return new SyntaxTrouble(ExpressionProblems.UNEXPECTED, token.span(), facts);
    }
}
