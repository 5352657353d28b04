package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes random expression texts of a wanted type over the tables of {@link DifferentialTables}. */
final class RandomExpressions {

    private final Random random;
    private boolean inRows;

    RandomExpressions(Random random) {
        this.random = random;
    }

    String any(ValueType type, int depth) {
        return switch (type) {
            case ValueType.Numeric _ -> number(depth);
            case ValueType.Text _ -> text(depth);
            case ValueType.Bool _ -> bool(depth);
            case ValueType.Date _ -> date(depth);
            case ValueType.DateTime _ -> moment(depth);
            case ValueType.MoneyAmount _ -> money(depth);
            case ValueType.Option _ -> option(depth);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private String number(int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> literal();
                case 3 -> inRows ? pick("lines.q", "lines.p") : "account.score";
                case 4 -> ":n";
                default -> inRows ? pick("lines.q", "lines.p", "n1", "n2") : pick("n1", "n2", "n3", "k", "n1", "n2");
            };
        }
        int d = depth - 1;
        return switch (random.nextInt(inRows ? 25 : 34)) {
            case 0, 1 -> "(" + number(d) + pick(" + ", " - ") + number(d) + ")";
            case 2 -> "(" + number(d) + pick(" + ", " - ") + number(d) + pick(" + ", " - ") + number(d) + ")";
            case 3, 4 -> number(d) + " * " + atom(d);
            case 5, 6 -> atom(d) + " / " + atom(d);
            case 7 -> "(-" + atom(d) + ")";
            case 8 -> atom(d) + "%";
            case 9 -> atom(d) + " ^ 2";
            case 10 -> conditional(ValueType.NUMBER, d);
            case 11 -> "ROUND(" + number(d) + ", " + (random.nextInt(9) - 3) + ")";
            case 12 -> pick("ROUNDUP", "ROUNDDOWN") + "(" + number(d) + ", " + (random.nextInt(6) - 2) + ")";
            case 13 ->
                pick("CEILING", "FLOOR") + "(" + number(d) + (random.nextBoolean() ? ")" : ", " + number(d) + ")");
            case 14 -> pick("INT", "ABS", "ROUND", "ROUNDUP") + "(" + number(d) + ")";
            case 15 -> "MOD(" + number(d) + ", " + number(d) + ")";
            case 16 -> pick("MAX", "MIN", "SUM", "AVERAGE") + "(" + many(ValueType.NUMBER, d) + ")";
            case 17 -> "LEN(" + text(d) + ")";
            case 18 -> "FIND(" + text(d) + ", " + text(d) + (random.nextInt(3) == 0 ? ", " + number(d) + ")" : ")");
            case 19 -> pick("YEAR", "MONTH", "DAY", "WEEKDAY", "QUARTER") + "(" + day(d) + ")";
            case 20 -> "WEEKDAY(" + day(d) + ", 1)";
            case 21 -> "DATEDIF(" + day(d) + ", " + day(d) + ", '" + pick("Y", "M", "D", "YM", "MD") + "')";
            case 22 -> "DATEDIF(" + moment(d) + ", " + moment(d) + ", '" + pick("H", "MI") + "')";
            case 23 -> "DAYS(" + day(d) + ", " + day(d) + ")";
            case 24 -> "COUNTA(" + text(d) + ", " + number(d) + ", " + bool(d) + ")";
            case 25, 26 -> "SUM(" + rowNumber(d) + ")";
            case 27 -> pick("MAX", "MIN", "AVERAGE") + "(" + rowNumber(d) + ")";
            case 28 -> pick("SUM", "MAX", "MIN", "AVERAGE") + "(" + rowNumber(d) + ", " + number(d) + ")";
            case 29 -> "COUNT(lines" + pick("", ".name") + ")";
            case 30 -> "COUNTA(lines.name, lines.day)";
            case 31 -> "COUNT(" + rowNumber(d) + ")";
            case 32 ->
                "CONVERT(" + number(d) + ", " + currency(d) + ", " + currency(d)
                        + (random.nextInt(4) == 0 ? ")" : ", " + day(d) + ")");
            default -> "POWER(" + number(d) + ", 2)";
        };
    }

    /** A number that binds more tightly than any operator. */
    private String atom(int depth) {
        return "(" + number(depth) + ")";
    }

    private String rowNumber(int depth) {
        inRows = true;
        var body = pick(
                "lines.q",
                "lines.p",
                "lines.q * lines.p",
                "lines.q + " + number(depth),
                "lines.p / " + atom(depth),
                "IF(lines.name = 'a', lines.q, " + number(depth) + ")");
        inRows = false;
        return body;
    }

    private String money(int depth) {
        if (depth <= 0) {
            return pick("a1", "a2");
        }
        int d = depth - 1;
        return switch (random.nextInt(11)) {
            case 9 -> "CONVERT(" + money(d) + ", " + currency(d) + ", " + day(d) + ")";
            case 10 -> "CONVERT(" + money(d) + pick(")", ", 'USD')", ", BLANK, d1)");
            case 0, 1 -> "(" + money(d) + pick(" + ", " - ") + money(d) + ")";
            case 2 -> "(" + money(d) + ") * " + atom(d);
            case 3 -> "(" + money(d) + ") / " + atom(d);
            case 4 -> "(-(" + money(d) + "))";
            case 5 -> "IF(" + bool(d) + ", " + money(d) + pick(")", ", " + money(d) + ")");
            case 6 -> "ROUND(" + money(d) + ", 2)";
            case 7 -> "IFERROR(" + money(d) + ", " + money(d) + ")";
            default ->
                inRows
                        ? "a1"
                        : pick(
                                "SUM(lines.amount)",
                                "SUM(CONVERT(lines.amount))",
                                "SUM(CONVERT(lines.amount, 'EUR', lines.day))");
        };
    }

    private String currency(int depth) {
        return pick("'CNY'", "'USD'", "'EUR'", "'JPY'", "BLANK", "IF(" + bool(depth) + ", 'USD', 'EUR')", "t1");
    }

    private String text(int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(8)) {
                case 0, 1, 2 ->
                    "'" + pick(DifferentialTables.TEXTS.toArray(String[]::new)).replace("'", "''") + "'";
                case 3 -> inRows ? "lines.name" : pick("account.label", "(o & '')");
                case 4 -> ":t";
                default -> pick("t1", "t2");
            };
        }
        int d = depth - 1;
        return switch (random.nextInt(9)) {
            case 0, 1 -> "(" + text(d) + " & " + text(d) + ")";
            case 2 -> pick("LEFT", "RIGHT") + "(" + text(d) + ", " + small(d) + ")";
            case 3 -> pick("LEFT", "RIGHT") + "(" + text(d) + ")";
            case 4 -> "MID(" + text(d) + ", " + small(d) + ", " + small(d) + ")";
            case 5 -> "SUBSTITUTE(" + text(d) + ", " + text(d) + ", " + text(d) + ")";
            case 6 -> "CONCAT(" + text(d) + ", " + text(d) + ", BLANK)";
            default -> conditional(ValueType.TEXT, d);
        };
    }

    private String small(int depth) {
        return random.nextInt(3) == 0 ? number(depth) : String.valueOf(random.nextInt(6));
    }

    private String option(int depth) {
        return depth <= 0
                ? "o"
                : pick("o", "IF(" + bool(depth - 1) + ", o, 'won')", "COALESCE(o, 'open')", "IFERROR(o, 'lost')");
    }

    private String bool(int depth) {
        if (depth <= 0) {
            return pick("b1", "b2", "TRUE", "FALSE", "b1", "b2", "ISBLANK(n1)", "(o = 'won')");
        }
        int d = depth - 1;
        return switch (random.nextInt(15)) {
            case 0 -> "(" + bool(d) + pick(" AND ", " OR ") + bool(d) + ")";
            case 1 -> pick("AND", "OR") + "(" + bool(d) + ", " + bool(d) + ", " + bool(d) + ")";
            case 2 -> "(NOT 0 + " + compare(ValueType.NUMBER, d, false) + ")";
            case 3 -> "NOT(" + bool(d) + ")";
            case 4, 5 -> "(" + compare(ValueType.NUMBER, d, false) + ")";
            case 6 -> "(" + compare(ValueType.TEXT, d, false) + ")";
            case 7 -> "(" + compare(ValueType.DATE, d, false) + ")";
            case 8 -> "(" + compare(ValueType.DATE_TIME, d, false) + ")";
            case 9 -> "(" + compare(ValueType.BOOL, d, true) + ")";
            case 10 -> "(" + compare(ValueType.MONEY, d, false) + ")";
            case 11 -> "ISBLANK(" + pick(number(d), text(d), date(d), bool(d), money(d), inRows ? "n1" : "lines") + ")";
            case 12 -> pick("CONTAINS", "BEGINS", "ENDS") + "(" + text(d) + ", " + text(d) + ")";
            case 13 ->
                pick(
                        "(" + option(d) + pick(" = ", " <> ") + "'won')",
                        "INCLUDES(" + option(d) + ", 'open')",
                        "(" + money(d) + pick(" < ", " = ", " >= ") + number(d) + ")");
            default -> conditional(ValueType.BOOL, d);
        };
    }

    private String compare(ValueType type, int depth, boolean onlyEquality) {
        var operator = onlyEquality ? pick(" = ", " <> ") : pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
        return any(type, depth) + operator + any(type, depth);
    }

    private String date(int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(8)) {
                case 0 -> "TODAY()";
                case 1 -> "DATE(2024, 2, 29)";
                case 2 -> inRows ? "lines.day" : "d2";
                default -> pick("d1", "d2");
            };
        }
        int d = depth - 1;
        return switch (random.nextInt(inRows ? 7 : 8)) {
            case 0 -> "ADDDAYS(" + date(d) + ", " + step(d) + ")";
            case 1 -> "ADDMONTHS(" + date(d) + ", " + step(d) + ")";
            case 2 -> "EOMONTH(" + day(d) + ", " + step(d) + ")";
            case 3 -> "EOMONTH(" + day(d) + ")";
            case 4 -> "DATEVALUE(" + moment(d) + ")";
            case 5 -> pick("MAX", "MIN") + "(" + many(ValueType.DATE, d) + ")";
            case 6 -> conditional(ValueType.DATE, d);
            default -> pick("MAX", "MIN") + "(lines.day)";
        };
    }

    private String step(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> number(depth);
            case 1 -> "-1.7";
            default -> String.valueOf(random.nextInt(40));
        };
    }

    private String day(int depth) {
        return random.nextBoolean() ? date(depth) : moment(Math.min(depth, 1));
    }

    private String moment(int depth) {
        if (depth <= 0) {
            return pick("m1", "m2", "m1", "m2", "NOW()", "DATETIMEVALUE(DATE(2026, 3, 1))");
        }
        int d = depth - 1;
        return switch (random.nextInt(3)) {
            case 0 -> "ADDHOURS(" + moment(d) + ", " + step(d) + ")";
            case 1 -> pick("MAX", "MIN") + "(" + many(ValueType.DATE_TIME, d) + ")";
            default -> conditional(ValueType.DATE_TIME, d);
        };
    }

    private String conditional(ValueType type, int d) {
        return switch (random.nextInt(7)) {
            case 0 -> "IF(" + bool(d) + ", " + any(type, d) + ")";
            case 1 -> "IF(" + bool(d) + ", " + any(type, d) + ", " + any(type, d) + ")";
            case 2 -> "IFS(" + bool(d) + ", " + any(type, d) + ", " + bool(d) + ", " + any(type, d) + ")";
            case 3 ->
                "SWITCH(" + number(d) + ", " + number(d) + ", " + any(type, d) + ", BLANK, " + any(type, d)
                        + pick(")", ", " + any(type, d) + ")");
            case 4 -> "COALESCE(" + any(type, d) + ", " + any(type, d) + ")";
            case 5 -> "IFERROR(" + any(type, d) + ", " + any(type, d) + ")";
            default -> "SWITCH(" + text(d) + ", " + text(d) + ", " + any(type, d) + ", " + any(type, d) + ")";
        };
    }

    private String many(ValueType type, int depth) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> any(type, depth))
                .collect(Collectors.joining(", "));
    }

    private String literal() {
        return pick(
                "0",
                "1",
                "2",
                "3",
                "0.5",
                "15%",
                "7",
                "10",
                "100",
                "0.1",
                "999999999999999999",
                "0.00000000000000000001",
                "123456789.123456789",
                "1000000000",
                "0.33333333333333333333",
                "12.345");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static final List<ValueType> TYPES = List.of(
            ValueType.NUMBER,
            ValueType.NUMBER,
            ValueType.NUMBER,
            ValueType.TEXT,
            ValueType.BOOL,
            ValueType.BOOL,
            ValueType.DATE,
            ValueType.DATE_TIME,
            ValueType.MONEY);
}
