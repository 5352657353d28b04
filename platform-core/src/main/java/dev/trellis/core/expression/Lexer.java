package dev.trellis.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a text into tokens; full-width and Chinese punctuation counts as its plain form. */
final class Lexer {

    static final int MAX_LENGTH = 10_000;

    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('×', "*"),
            Map.entry('÷', "/"),
            Map.entry('−', "-"),
            Map.entry('≠', "<>"),
            Map.entry('≤', "<="),
            Map.entry('≥', ">="));

    private static final Map<Character, Character> QUOTES =
            Map.of('\'', '\'', '"', '"', '“', '”', '‘', '’', '＂', '＂', '＇', '＇');

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    /** Returns the tokens, the last one of kind END. */
    static List<Token> tokens(String source) throws SyntaxTrouble {
        if (source.length() > MAX_LENGTH) {
            throw new SyntaxTrouble(
                    ExpressionProblems.TOO_LONG,
                    new Span(MAX_LENGTH, source.length() - MAX_LENGTH),
                    Map.of("given", source.length(), "allowed", MAX_LENGTH));
        }
        return new Lexer(source).run();
    }

    private List<Token> run() throws SyntaxTrouble {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (c == '/' && next() == '*') {
                comment();
            } else if (isDigit(c) || ((plain(c) == '.') && isDigit(next()))) {
                number();
            } else if (Character.isLetter(c) || c == '_' || Character.isHighSurrogate(c)) {
                name();
            } else if (QUOTES.containsKey(c)) {
                text(c);
            } else if (plain(c) == '{') {
                braces();
            } else {
                symbol(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", new Span(source.length(), 0)));
        return tokens;
    }

    private void comment() throws SyntaxTrouble {
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
            throw trouble(ExpressionProblems.UNCLOSED, at, 2, Map.of("given", "/*", "allowed", "*/"));
        }
        at = end + 2;
    }

    private void number() {
        int from = at;
        var digits = new StringBuilder();
        while (at < source.length() && isDigit(source.charAt(at))) {
            digits.append(plain(source.charAt(at++)));
        }
        if (at < source.length() && plain(source.charAt(at)) == '.' && isDigit(next())) {
            digits.append('.');
            at++;
            while (at < source.length() && isDigit(source.charAt(at))) {
                digits.append(plain(source.charAt(at++)));
            }
        }
        add(Token.Kind.NUMBER, digits.toString(), from);
    }

    private void name() {
        int from = at;
        while (at < source.length() && isNamePart(source.charAt(at))) {
            at++;
        }
        if (at == from) {
            at++;
        }
        add(Token.Kind.NAME, source.substring(from, at), from);
    }

    private void text(char open) throws SyntaxTrouble {
        int from = at++;
        char close = QUOTES.getOrDefault(open, open);
        var content = new StringBuilder();
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c != close) {
                content.append(c);
            } else if (at < source.length() && source.charAt(at) == close) {
                content.append(close);
                at++;
            } else {
                add(Token.Kind.TEXT, content.toString(), from);
                return;
            }
        }
        throw trouble(
                ExpressionProblems.UNCLOSED,
                from,
                1,
                Map.of("given", String.valueOf(open), "allowed", String.valueOf(close)));
    }

    private void braces() throws SyntaxTrouble {
        int from = at++;
        int start = at;
        while (at < source.length() && plain(source.charAt(at)) != '}') {
            at++;
        }
        if (at == source.length()) {
            throw trouble(ExpressionProblems.UNCLOSED, from, 1, Map.of("given", "{", "allowed", "}"));
        }
        var content = source.substring(start, at++);
        add(Token.Kind.BRACES, content.strip(), from);
    }

    private void symbol(char c) throws SyntaxTrouble {
        int from = at++;
        var plain = PLAIN.getOrDefault(c, String.valueOf(plain(c)));
        if (at < source.length()) {
            char second = plain(source.charAt(at));
            var both = plain + second;
            if (both.equals("<>") || both.equals("!=") || both.equals("<=") || both.equals(">=")) {
                at++;
                plain = both.equals("!=") ? "<>" : both;
            }
        }
        if ("=<><=>=&+-*/^%(),.:$".contains(plain) && !plain.equals("!")) {
            add(Token.Kind.SYMBOL, plain, from);
            return;
        }
        throw trouble(ExpressionProblems.BAD_CHARACTER, from, 1, Map.of("given", String.valueOf(c)));
    }

    private void add(Token.Kind kind, String text, int from) {
        tokens.add(new Token(kind, text, new Span(from, at - from)));
    }

    private char next() {
        return at + 1 < source.length() ? source.charAt(at + 1) : '\0';
    }

    private static SyntaxTrouble trouble(
            dev.trellis.core.problem.ProblemCode code, int offset, int length, Map<String, Object> facts) {
        return new SyntaxTrouble(code, new Span(offset, length), facts);
    }

    /** Maps the full-width forms of ASCII to ASCII. */
    private static char plain(char c) {
        return c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c;
    }

    private static boolean isDigit(char c) {
        char plain = plain(c);
        return plain >= '0' && plain <= '9';
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || c == '\u3000' || c == '\ufeff';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
    }
}
