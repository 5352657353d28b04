package dev.trellis.core.expression;

import dev.trellis.core.expression.Syntax.Operator;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the grammar by recursive descent; chains of one operator do not nest, so only real nesting costs depth. */
final class Parser {

    static final int MAX_NODES = 1_000;
    static final int MAX_DEPTH = 64;

    private static final Set<Operator> COMPARISONS =
            Collections.unmodifiableSet(EnumSet.range(Operator.EQUAL, Operator.MORE_OR_EQUAL));

    private static final Label OPERAND =
            Label.of("a number, a text in quotes, a field, a function or a bracket", "数字、引号中的文本、字段、函数或括号");
    private static final Label OPERATOR = Label.of("an operator or the end", "运算符或结尾");

    private final Tokens tokens;
    private int nodes;
    private int depth;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
    }

    static Syntax parse(String source) throws SyntaxTrouble {
        var tokens = new Tokens(Lexer.tokens(source));
        if (tokens.peek().kind() == Token.Kind.END) {
            throw new SyntaxTrouble(ExpressionProblems.EMPTY, new Span(0, source.length()), Map.of());
        }
        var parser = new Parser(tokens);
        var whole = parser.expression();
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.unexpected(OPERATOR);
        }
        return whole;
    }

    private Syntax expression() throws SyntaxTrouble {
        enter();
        var read = logic("OR");
        depth--;
        return read;
    }

    private void enter() throws SyntaxTrouble {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxTrouble(ExpressionProblems.TOO_DEEP, tokens.peek().span(), Map.of("allowed", MAX_DEPTH));
        }
    }

    /** Reads a chain of OR, whose parts are chains of AND. */
    private Syntax logic(String word) throws SyntaxTrouble {
        boolean isOr = word.equals("OR");
        var first = isOr ? logic("AND") : not();
        if (!tokens.peek().isWord(word)) {
            return first;
        }
        var nameSpan = tokens.peek().span();
        var parts = new ArrayList<Syntax>(List.of(first));
        while (tokens.peek().isWord(word)) {
            tokens.take();
            parts.add(isOr ? logic("AND") : not());
        }
        return node(new Syntax.Call(
                word, nameSpan, parts, first.span().to(parts.getLast().span())));
    }

    private Syntax not() throws SyntaxTrouble {
        var token = tokens.peek();
        if (!token.isWord("NOT") || tokens.lookAhead().isSymbol("(")) {
            return comparison();
        }
        tokens.take();
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
        tokens.take();
        var right = concatenation();
        if (comparisonOperator() != null) {
            throw new SyntaxTrouble(
                    ExpressionProblems.CHAINED,
                    tokens.peek().span(),
                    Map.of("given", tokens.peek().text()));
        }
        return node(new Syntax.Binary(operator, left, right, left.span().to(right.span())));
    }

    private @Nullable Operator comparisonOperator() {
        for (var operator : COMPARISONS) {
            if (tokens.peek().isSymbol(operator.symbol())) {
                return operator;
            }
        }
        return null;
    }

    private Syntax concatenation() throws SyntaxTrouble {
        var first = sum();
        if (!tokens.peek().isSymbol("&")) {
            return first;
        }
        var sign = tokens.peek().span();
        var parts = new ArrayList<Syntax>(List.of(first));
        while (tokens.peek().isSymbol("&")) {
            tokens.take();
            parts.add(sum());
        }
        return node(new Syntax.Call(
                "CONCAT", sign, parts, first.span().to(parts.getLast().span())));
    }

    private Syntax sum() throws SyntaxTrouble {
        var first = product();
        if (!tokens.peek().isSymbol("+") && !tokens.peek().isSymbol("-")) {
            return first;
        }
        var terms = new ArrayList<Syntax.Term>();
        terms.add(new Syntax.Term(first, false));
        while (tokens.peek().isSymbol("+") || tokens.peek().isSymbol("-")) {
            boolean isMinus = tokens.take().isSymbol("-");
            terms.add(new Syntax.Term(product(), isMinus));
        }
        return node(
                new Syntax.Sum(terms, first.span().to(terms.getLast().operand().span())));
    }

    private Syntax product() throws SyntaxTrouble {
        var left = negation();
        while (tokens.peek().isSymbol("*") || tokens.peek().isSymbol("/")) {
            var operator = tokens.take().isSymbol("*") ? Operator.TIMES : Operator.DIVIDE;
            var right = negation();
            left = node(new Syntax.Binary(operator, left, right, left.span().to(right.span())));
        }
        return left;
    }

    private Syntax negation() throws SyntaxTrouble {
        if (!tokens.peek().isSymbol("-")) {
            return power();
        }
        var sign = tokens.take().span();
        var operand = power();
        return node(new Syntax.Negation(operand, sign.to(operand.span())));
    }

    private Syntax power() throws SyntaxTrouble {
        var base = percent();
        if (!tokens.peek().isSymbol("^")) {
            return base;
        }
        tokens.take();
        enter();
        var exponent = negation();
        depth--;
        return node(
                new Syntax.Binary(Operator.POWER, base, exponent, base.span().to(exponent.span())));
    }

    private Syntax percent() throws SyntaxTrouble {
        var operand = primary();
        return tokens.peek().isSymbol("%")
                ? node(new Syntax.Percent(
                        operand, operand.span().to(tokens.take().span())))
                : operand;
    }

    private Syntax primary() throws SyntaxTrouble {
        var token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> number(tokens.take());
            case TEXT -> node(new Syntax.Text(token.text(), tokens.take().span()));
            case BRACES -> node(new Syntax.Labels(token.text(), tokens.take().span()));
            case NAME -> named();
            case SYMBOL -> symbol(token);
            case END -> throw tokens.unexpected(OPERAND);
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
        var token = tokens.peek();
        if (tokens.lookAhead().isSymbol("(")) {
            return call(tokens.take());
        }
        if (token.isWord("TRUE") || token.isWord("FALSE")) {
            return node(new Syntax.Truth(token.isWord("TRUE"), tokens.take().span()));
        }
        if (token.isWord("BLANK")) {
            return node(new Syntax.Blank(tokens.take().span()));
        }
        if (token.isWord("AND") || token.isWord("OR") || token.isWord("NOT")) {
            throw tokens.unexpected(OPERAND);
        }
        tokens.take();
        return path("", token.span(), new Syntax.Name(token.text(), token.span()));
    }

    private Syntax path(String root, Span from, Syntax.Name first) throws SyntaxTrouble {
        var names = new ArrayList<Syntax.Name>(List.of(first));
        while (tokens.peek().isSymbol(".")) {
            tokens.take();
            var name = tokens.name();
            names.add(new Syntax.Name(name.text(), name.span()));
        }
        return node(new Syntax.Path(root, names, from.to(names.getLast().span())));
    }

    private Syntax call(Token name) throws SyntaxTrouble {
        tokens.expect("(");
        var arguments = new ArrayList<Syntax>();
        if (!tokens.peek().isSymbol(")")) {
            arguments.add(expression());
            while (tokens.peek().isSymbol(",")) {
                tokens.take();
                arguments.add(expression());
            }
        }
        var end = tokens.expect(")");
        return node(
                new Syntax.Call(name.text(), name.span(), arguments, name.span().to(end.span())));
    }

    private Syntax symbol(Token token) throws SyntaxTrouble {
        if (token.isSymbol("(")) {
            tokens.take();
            var inner = expression();
            tokens.expect(")");
            return inner;
        }
        if (token.isSymbol(":")) {
            tokens.take();
            var name = tokens.name();
            return node(new Syntax.Parameter(name.text(), token.span().to(name.span())));
        }
        if (token.isSymbol("$")) {
            tokens.take();
            var root = tokens.name();
            tokens.expect(".");
            var first = tokens.name();
            return path(root.text(), token.span(), new Syntax.Name(first.text(), first.span()));
        }
        throw tokens.unexpected(OPERAND);
    }

    private Syntax node(Syntax read) throws SyntaxTrouble {
        if (++nodes > MAX_NODES) {
            throw new SyntaxTrouble(ExpressionProblems.TOO_MANY_PARTS, read.span(), Map.of("allowed", MAX_NODES));
        }
        return read;
    }
}
