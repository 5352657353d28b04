package dev.trellis.core.expression;

import java.math.BigDecimal;
import java.util.List;

/** What the parser reads: names are not resolved yet, nothing has a type. */
sealed interface Syntax {

    Span span();

    record Number(BigDecimal value, Span span) implements Syntax {}

    record Text(String value, Span span) implements Syntax {}

    record Truth(boolean value, Span span) implements Syntax {}

    record Blank(Span span) implements Syntax {}

    /** A path of names; {@code root} is empty, {@code user} or {@code prior}. */
    record Path(String root, List<Name> names, Span span) implements Syntax {
        public Path {
            names = List.copyOf(names);
        }
    }

    /** A path of labels as one text. */
    record Labels(String labels, Span span) implements Syntax {}

    record Parameter(String name, Span span) implements Syntax {}

    record Call(String name, Span nameSpan, List<Syntax> arguments, Span span) implements Syntax {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code a + b - c}: one step of arithmetic. */
    record Sum(List<Term> terms, Span span) implements Syntax {
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /** {@code * / ^} and the comparisons. */
    record Binary(Operator operator, Syntax left, Syntax right, Span span) implements Syntax {}

    record Negation(Syntax operand, Span span) implements Syntax {}

    record Percent(Syntax operand, Span span) implements Syntax {}

    record Name(String text, Span span) {}

    record Term(Syntax operand, boolean isMinus) {}

    enum Operator {
        TIMES("*"),
        DIVIDE("/"),
        POWER("^"),
        EQUAL("="),
        UNEQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        MORE(">"),
        MORE_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }
}
