package dev.trellis.core.expression;

import dev.trellis.core.expression.Syntax.Operator;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the grammar by recursive descent; chains of one operator do not nest, so only real nesting costs depth. */
final class Parser {

    static final int MAX_NODES = 1_000;
    static final int MAX_DEPTH = 64;

    private static final Label OPERAND =
            Label.of("a number, a text in quotes, a field, a function or a bracket", "数字、引号中的文本、字段、函数或括号");
    private static final Label OPERATOR = Label.of("an operator or the end", "运算符或结尾");

    private final List<Token> tokens;
    private int at;
    private int nodes;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Syntax parse(String source) throws SyntaxTrouble {
        var tokens = Lexer.tokens(source);
        if (tokens.size() == 1) {
            throw new SyntaxTrouble(ExpressionProblems.EMPTY, new Span(0, source.length()), Map.of());
        }
        var parser = new Parser(tokens);
        var whole = parser.expression();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.unexpected(OPERATOR);
        }
        return whole;
    }

    private Syntax expression() throws SyntaxTrouble {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxTrouble(ExpressionProblems.TOO_DEEP, peek().span(), Map.of("allowed", MAX_DEPTH));
        }
        var read = logic("OR");
        depth--;
        return read;
    }

    /** Reads a chain of OR, whose parts are chains of AND. */
    private Syntax logic(String word) throws SyntaxTrouble {
        boolean isOr = word.equals("OR");
        var first = isOr ? logic("AND") : not();
        if (!peek().isWord(word)) {
            return first;
        }
        var nameSpan = peek().span();
        var parts = new ArrayList<Syntax>(List.of(first));
        while (peek().isWord(word)) {
            at++;
            parts.add(isOr ? logic("AND") : not());
        }
        return node(new Syntax.Call(
                word, nameSpan, parts, first.span().to(parts.getLast().span())));
    }

    private Syntax not() throws SyntaxTrouble {
        var token = peek();
        if (!token.isWord("NOT") || lookAhead().isSymbol("(")) {
            return comparison();
        }
        at++;
        var operand = comparison();
        return node(new Syntax.Call(
                "NOT", token.span(), List.of(operand), token.span().to(operand.span())));
    }

    private Syntax comparison() throws SyntaxTrouble {
        var left = concatenation();
        var operator = comparisonOperator();
        if (operator == null) {
            return left;
        }
        at++;
        var right = concatenation();
        if (comparisonOperator() != null) {
            throw new SyntaxTrouble(ExpressionProblems.CHAINED, peek().span(), Map.of("given", peek().text()));
        }
        return node(new Syntax.Binary(operator, left, right, left.span().to(right.span())));
    }

    private @org.jspecify.annotations.Nullable Operator comparisonOperator() {
        if (peek().kind() == Token.Kind.SYMBOL) {
            for (var operator : Operator.values()) {
                if (operator.compareTo(Operator.EQUAL) >= 0 && operator.symbol().equals(peek().text())) {
                    return operator;
                }
            }
        }
        return null;
    }

    private Syntax concatenation() throws SyntaxTrouble {
        var first = sum();
        if (!peek().isSymbol("&")) {
            return first;
        }
        var sign = peek().span();
        var parts = new ArrayList<Syntax>(List.of(first));
        while (peek().isSymbol("&")) {
            at++;
            parts.add(sum());
        }
        return node(new Syntax.Call(
                "CONCAT", sign, parts, first.span().to(parts.getLast().span())));
    }

    private Syntax sum() throws SyntaxTrouble {
        var first = product();
        if (!peek().isSymbol("+") && !peek().isSymbol("-")) {
            return first;
        }
        var terms = new ArrayList<Syntax.Term>();
        terms.add(new Syntax.Term(first, false));
        while (peek().isSymbol("+") || peek().isSymbol("-")) {
            boolean isMinus = take().isSymbol("-");
            terms.add(new Syntax.Term(product(), isMinus));
        }
        return node(
                new Syntax.Sum(terms, first.span().to(terms.getLast().operand().span())));
    }

    private Syntax product() throws SyntaxTrouble {
        var left = negation();
        while (peek().isSymbol("*") || peek().isSymbol("/")) {
            var operator = take().isSymbol("*") ? Operator.TIMES : Operator.DIVIDE;
            var right = negation();
            left = node(new Syntax.Binary(operator, left, right, left.span().to(right.span())));
        }
        return left;
    }

    private Syntax negation() throws SyntaxTrouble {
        if (!peek().isSymbol("-")) {
            return power();
        }
        var sign = take().span();
        var operand = power();
        return node(new Syntax.Negation(operand, sign.to(operand.span())));
    }

    private Syntax power() throws SyntaxTrouble {
        var base = percent();
        if (!peek().isSymbol("^")) {
            return base;
        }
        at++;
        if (++depth > MAX_DEPTH) {
            throw new SyntaxTrouble(ExpressionProblems.TOO_DEEP, peek().span(), Map.of("allowed", MAX_DEPTH));
        }
        var exponent = negation();
        depth--;
        return node(
                new Syntax.Binary(Operator.POWER, base, exponent, base.span().to(exponent.span())));
    }

    private Syntax percent() throws SyntaxTrouble {
        var operand = primary();
        return peek().isSymbol("%")
                ? node(new Syntax.Percent(operand, operand.span().to(take().span())))
                : operand;
    }

    private Syntax primary() throws SyntaxTrouble {
        var token = peek();
        return switch (token.kind()) {
            case NUMBER -> number(take());
            case TEXT -> node(new Syntax.Text(token.text(), take().span()));
            case BRACES -> node(new Syntax.Labels(token.text(), take().span()));
            case NAME -> named();
            case SYMBOL -> symbol(token);
            case END -> throw unexpected(OPERAND);
        };
    }

    private Syntax number(Token token) throws SyntaxTrouble {
        var value = new BigDecimal(token.text());
        if (!FixedPoint.isInRange(value) || value.scale() > FixedPoint.SCALE) {
            throw new SyntaxTrouble(
                    ExpressionProblems.BAD_NUMBER,
                    token.span(),
                    Map.of("given", token.text(), "digits", FixedPoint.DIGITS, "decimals", FixedPoint.SCALE));
        }
        return node(new Syntax.Number(value, token.span()));
    }

    private Syntax named() throws SyntaxTrouble {
        var token = peek();
        if (lookAhead().isSymbol("(")) {
            return call(take());
        }
        if (token.isWord("TRUE") || token.isWord("FALSE")) {
            return node(new Syntax.Truth(token.isWord("TRUE"), take().span()));
        }
        if (token.isWord("BLANK")) {
            return node(new Syntax.Blank(take().span()));
        }
        if (token.isWord("AND") || token.isWord("OR") || token.isWord("NOT")) {
            throw unexpected(OPERAND);
        }
        at++;
        return path("", token.span(), new Syntax.Name(token.text(), token.span()));
    }

    private Syntax path(String root, Span from, Syntax.Name first) throws SyntaxTrouble {
        var names = new ArrayList<Syntax.Name>(List.of(first));
        while (peek().isSymbol(".")) {
            at++;
            var name = name();
            names.add(new Syntax.Name(name.text(), name.span()));
        }
        return node(new Syntax.Path(root, names, from.to(names.getLast().span())));
    }

    private Syntax call(Token name) throws SyntaxTrouble {
        expect("(");
        var arguments = new ArrayList<Syntax>();
        if (!peek().isSymbol(")")) {
            arguments.add(expression());
            while (peek().isSymbol(",")) {
                at++;
                arguments.add(expression());
            }
        }
        var end = expect(")");
        return node(
                new Syntax.Call(name.text(), name.span(), arguments, name.span().to(end.span())));
    }

    private Syntax symbol(Token token) throws SyntaxTrouble {
        if (token.isSymbol("(")) {
            at++;
            var inner = expression();
            expect(")");
            return inner;
        }
        if (token.isSymbol(":")) {
            at++;
            var name = name();
            return node(new Syntax.Parameter(name.text(), token.span().to(name.span())));
        }
        if (token.isSymbol("$")) {
            at++;
            var root = name();
            expect(".");
            var first = name();
            return path(root.text(), token.span(), new Syntax.Name(first.text(), first.span()));
        }
        throw unexpected(OPERAND);
    }

    private Token name() throws SyntaxTrouble {
        if (peek().kind() != Token.Kind.NAME) {
            throw unexpected(Label.of("a name", "名称"));
        }
        return take();
    }

    private Token expect(String symbol) throws SyntaxTrouble {
        if (!peek().isSymbol(symbol)) {
            throw unexpected(Label.of(
                    symbol.equals(")") ? ") or another argument after a comma" : symbol,
                    symbol.equals(")") ? ")，或逗号后的下一个参数" : symbol));
        }
        return take();
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token lookAhead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    private Token take() {
        return tokens.get(at++);
    }

    private Syntax node(Syntax read) throws SyntaxTrouble {
        if (++nodes > MAX_NODES) {
            throw new SyntaxTrouble(ExpressionProblems.TOO_MANY_PARTS, read.span(), Map.of("allowed", MAX_NODES));
        }
        return read;
    }

    private SyntaxTrouble unexpected(Label allowed) {
        var token = peek();
        ProblemCode code = ExpressionProblems.UNEXPECTED;
        Object given = token.kind() == Token.Kind.END ? Label.of("the end", "结尾") : token.text();
        return new SyntaxTrouble(code, token.span(), Map.of("given", given, "allowed", allowed));
    }
}
