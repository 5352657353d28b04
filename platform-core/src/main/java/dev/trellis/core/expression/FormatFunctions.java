package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.orBlank;
import static dev.trellis.core.expression.ExpressionFunction.Body.strict;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Between values and text. */
final class FormatFunctions {

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?)((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|\\.\\d+)(%?)");
    private static final Pattern NUMBER_PATTERN = Pattern.compile("[#0,.%]+");
    private static final Pattern DATE_PATTERN = Pattern.compile("[yMdHms年月日时分秒 :/.\\-]+");

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                    "TEXT(value, pattern)",
                    Label.of(
                            "the value as text; patterns such as \"#,##0.00\", \"0%\", \"yyyy-MM-dd\"",
                            "转为文本；格式如 \"#,##0.00\"、\"0%\"、\"yyyy-MM-dd\""),
                    FormatFunctions::typeText,
                    strict(FormatFunctions::text)),
            ExpressionFunction.of(
                    "VALUE(text)",
                    Label.of("the number that a text shows", "文本所表示的数字"),
                    Typing.of(ValueType.NUMBER, Accepts.TEXT),
                    orBlank((values, arguments) -> parse(values.text(0))
                            .map(arguments::number)
                            .orElseGet(() -> arguments.fail(ErrorCode.TYPE)))),
            ExpressionFunction.of(
                    "ISNUMBER(text)",
                    Label.of("whether VALUE can read the text", "文本能否转为数字"),
                    Typing.of(ValueType.BOOL, Accepts.TEXT),
                    strict((values, arguments) -> values.first() != null
                            && parse(values.text(0))
                                    .filter(FixedPoint::isInRange)
                                    .isPresent())),
            ExpressionFunction.of(
                    "RMBCAP(number)",
                    Label.of("the amount in Chinese capital figures", "人民币大写金额"),
                    Typing.of(ValueType.TEXT, Accepts.AMOUNT),
                    orBlank((values, arguments) -> {
                        var text = ChineseCapitals.of(values.number(0));
                        return text.isEmpty() ? arguments.fail(ErrorCode.DOMAIN) : text;
                    })));

    private FormatFunctions() {}

    private static Optional<ValueType> typeText(CallSite site) {
        if (!site.counts(1, 2) || !site.accepts(0, Accepts.ANY)) {
            return Optional.empty();
        }
        if (site.size() == 2) {
            if (!site.accepts(1, Accepts.TEXT)) {
                return Optional.empty();
            }
            if (site.argument(1) instanceof Expression.Literal(var value, var _, var _)
                    && value instanceof String pattern
                    && formatter(site.type(0), pattern).isEmpty()) {
                site.refuseValue(
                        1,
                        Label.of(
                                "a pattern such as #,##0.00, 0% or yyyy-MM-dd HH:mm that fits the value",
                                "与该值相符的格式，如 #,##0.00、0% 或 yyyy-MM-dd HH:mm"));
                return Optional.empty();
            }
        }
        return Optional.of(ValueType.TEXT);
    }

    private static @Nullable Object text(Given values, Arguments arguments) {
        var value = values.first();
        if (value == null) {
            return null;
        }
        var zone = arguments.context().zone();
        if (values.size() < 2 || values.get(1) == null) {
            return arguments.text(plain(value, zone));
        }
        return formatter(arguments.type(0), values.text(1))
                .flatMap(formatter -> formatter.apply(value, zone))
                .map(arguments::text)
                .orElseGet(() -> arguments.fail(ErrorCode.DOMAIN));
    }

    private static String plain(Object value, ZoneId zone) {
        return switch (value) {
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case Money money -> money.toString();
            case Boolean truth -> truth.toString().toUpperCase(Locale.ROOT);
            case Instant instant ->
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(instant.atZone(zone));
            case RecordId id -> id.toString();
            case List<?> list ->
                String.join(", ", list.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    /** Formats a value; empty where it cannot. */
    private interface Formatter {
        Optional<String> apply(Object value, ZoneId zone);
    }

    private static Optional<Formatter> formatter(ValueType type, String pattern) {
        try {
            if (Accepts.AMOUNT.test(type) && NUMBER_PATTERN.matcher(pattern).matches()) {
                var format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
                format.setRoundingMode(RoundingMode.HALF_UP);
                return Optional.of((value, zone) -> Optional.of(format.format(Arithmetic.amount(value))));
            }
            var letters = pattern.replace('Y', 'y').replace('D', 'd');
            boolean isTemporal = Types.isDay(type) || type instanceof ValueType.Time || Types.isBlank(type);
            if (isTemporal && DATE_PATTERN.matcher(letters).matches()) {
                var format = DateTimeFormatter.ofPattern(letters.replace('y', 'u'), Locale.ROOT);
                return Optional.of((value, zone) -> temporal(format, value, zone));
            }
            return Optional.empty();
        } catch (IllegalArgumentException notAPattern) {
            return Optional.empty();
        }
    }

    private static Optional<String> temporal(DateTimeFormatter format, Object value, ZoneId zone) {
        try {
            return switch (value) {
                case LocalDate date -> Optional.of(format.format(date.atStartOfDay()));
                case Instant instant -> Optional.of(format.format(LocalDateTime.ofInstant(instant, zone)));
                case LocalTime time -> Optional.of(format.format(time));
                default -> Optional.empty();
            };
        } catch (DateTimeException noSuchPart) {
            return Optional.empty();
        }
    }

    /** Reads what people write: grouping commas, full-width digits, a percent sign. */
    private static Optional<BigDecimal> parse(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        var match = NUMBER.matcher(plain);
        if (plain.length() > 100 || !match.matches()) {
            return Optional.empty();
        }
        var digits = match.group(2).replace(",", "");
        var number = new BigDecimal(match.group(1) + (digits.endsWith(".") ? digits + "0" : digits));
        return Optional.of(match.group(3).isEmpty() ? number : number.movePointLeft(2));
    }
}
