package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.orBlank;
import static dev.trellis.core.expression.ExpressionFunction.Body.strict;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions over text; positions count from 1 and count characters as people do not bytes: code points. */
final class TextFunctions {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "CONCAT(text, …)",
                            Label.of("the texts joined, as text & text", "连接文本，同 text & text"),
                            Typing.many(ValueType.TEXT, 1, Accepts.TEXT),
                            strict(TextFunctions::join))
                    .sql(SqlTexts::concat)
                    .alias("CONCATENATE"),
            part("LEFT(text, count = 1)", Label.of("the first characters", "开头的若干字符"), TextFunctions::left)
                    .sql(SqlTexts::left),
            part("RIGHT(text, count = 1)", Label.of("the last characters", "末尾的若干字符"), TextFunctions::right)
                    .sql(SqlTexts::right),
            ExpressionFunction.of(
                            "MID(text, start, count)",
                            Label.of("characters from a position on", "从某位置起的若干字符"),
                            Typing.of(ValueType.TEXT, Accepts.TEXT, Accepts.NUMBER, Accepts.NUMBER),
                            orBlank(TextFunctions::middle))
                    .sql(SqlTexts::middle),
            ExpressionFunction.of(
                            "LEN(text)",
                            Label.of("how many characters; 0 for blank", "字符个数；空值为 0"),
                            Typing.of(ValueType.NUMBER, Accepts.TEXT),
                            strict((values, arguments) -> BigDecimal.valueOf(length(values.text(0)))))
                    .sql(SqlTexts::length),
            changing("LOWER(text)", Label.of("in lower case", "转为小写"), text -> text.toLowerCase(Locale.ROOT)),
            changing("UPPER(text)", Label.of("in upper case", "转为大写"), text -> text.toUpperCase(Locale.ROOT)),
            changing(
                    "TRIM(text)",
                    Label.of("without spaces at the ends, inner ones single", "去掉首尾空格，中间空格合并为一个"),
                    text -> SPACES.matcher(text).replaceAll(" ").strip()),
            ExpressionFunction.of(
                            "SUBSTITUTE(text, old, new, nth = all)",
                            Label.of("with one text replaced by another", "替换文本中的内容"),
                            Typing.of(ValueType.TEXT, 3, Accepts.TEXT, Accepts.TEXT, Accepts.TEXT, Accepts.NUMBER),
                            strict(TextFunctions::substitute))
                    .sql(SqlTexts::substitute),
            ExpressionFunction.of(
                            "FIND(needle, text, start = 1)",
                            Label.of("the position of a text in another; blank if it is not there", "查找文本的位置；找不到为空"),
                            Typing.of(ValueType.NUMBER, 2, Accepts.TEXT, Accepts.TEXT, Accepts.NUMBER),
                            orBlank(TextFunctions::find))
                    .sql(SqlTexts::find),
            asking("CONTAINS(text, part)", Label.of("whether the text contains the part", "是否包含"), String::contains)
                    .sql(SqlTexts::contains),
            asking(
                            "BEGINS(text, part)",
                            Label.of("whether the text begins with the part", "是否以其开头"),
                            String::startsWith)
                    .sql(SqlTexts::begins),
            asking("ENDS(text, part)", Label.of("whether the text ends with the part", "是否以其结尾"), String::endsWith)
                    .sql(SqlTexts::ends));

    private TextFunctions() {}

    /** Takes characters of one end. */
    private interface Cut {
        String of(String text, int count);
    }

    private static ExpressionFunction part(String signature, Label doc, Cut cut) {
        return ExpressionFunction.of(
                signature,
                doc,
                Typing.of(ValueType.TEXT, 1, Accepts.TEXT, Accepts.NUMBER),
                orBlank((values, arguments) -> {
                    int count = values.size() > 1 ? values.whole(1) : 1;
                    return count < 0 ? arguments.fail(ErrorCode.DOMAIN) : arguments.text(cut.of(values.text(0), count));
                }));
    }

    private static ExpressionFunction changing(String signature, Label doc, UnaryOperator<String> change) {
        return ExpressionFunction.of(
                signature,
                doc,
                Typing.of(ValueType.TEXT, Accepts.TEXT),
                orBlank((values, arguments) -> arguments.text(change.apply(values.text(0)))));
    }

    private static ExpressionFunction asking(String signature, Label doc, BiPredicate<String, String> question) {
        return ExpressionFunction.of(
                signature,
                doc,
                Typing.of(ValueType.BOOL, Accepts.TEXT, Accepts.TEXT),
                strict((values, arguments) -> values.get(1) == null || question.test(values.text(0), values.text(1))));
    }

    private static @Nullable Object join(Given values, Arguments arguments) {
        var joined = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            joined.append(values.text(i));
        }
        return arguments.text(joined.toString());
    }

    private static String left(String text, int count) {
        return text.substring(0, index(text, count));
    }

    private static String right(String text, int count) {
        return text.substring(index(text, Math.max(0, length(text) - count)));
    }

    private static @Nullable Object middle(Given values, Arguments arguments) {
        int start = values.whole(1);
        int count = values.whole(2);
        if (start < 1 || count < 0) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        var text = values.text(0);
        return arguments.text(left(text.substring(index(text, start - 1)), count));
    }

    private static @Nullable Object substitute(Given values, Arguments arguments) {
        var text = values.text(0);
        var old = values.text(1);
        var replacement = values.text(2);
        if (old.isEmpty()) {
            return values.first();
        }
        long growth = (long) (text.length() / old.length()) * replacement.length();
        if (!arguments.evaluation().charge((int) Math.min(growth / 100, Evaluation.MAX_UNITS))) {
            return arguments.fail(ErrorCode.LIMIT);
        }
        if (values.size() < 4 || values.get(3) == null) {
            return arguments.text(text.replace(old, replacement));
        }
        int nth = values.whole(3);
        if (nth < 1) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        int at = text.indexOf(old);
        for (int i = 1; i < nth && at >= 0; i++) {
            at = text.indexOf(old, at + old.length());
        }
        return at < 0 ? text : arguments.text(text.substring(0, at) + replacement + text.substring(at + old.length()));
    }

    private static @Nullable Object find(Given values, Arguments arguments) {
        int start = values.size() > 2 ? values.whole(2) : 1;
        if (start < 1) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        var text = values.text(1);
        if (start > length(text)) {
            return null;
        }
        int found = text.indexOf(values.text(0), index(text, start - 1));
        return found < 0 ? null : BigDecimal.valueOf(text.codePointCount(0, found) + 1);
    }

    /** Returns the index of a code point, at most the end. */
    private static int index(String text, int codePoints) {
        return codePoints >= length(text) ? text.length() : text.offsetByCodePoints(0, codePoints);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
