package dev.trellis.core.field.types;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An amount and its currency. A bare number is an amount in the workspace's currency.
 *
 * @param currency the workspace's currency
 */
record MoneyCodec(int scale, String currency) implements ValueCodec {

    private static final String WORTH = "worth";
    /** What an amount is worth is told, and not taken: it may come back as it was read. */
    private static final Set<String> MEMBERS = Set.of("amount", "currency", WORTH);

    static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private static final Map<String, String> SIGNS =
            Map.of("CNY", "¥", "USD", "$", "EUR", "€", "GBP", "£", "HKD", "HK$", "JPY", "JP¥");
    private static final Pattern LEADING =
            Pattern.compile("([+\\-\u2212]?)\\s*([A-Z]{2,3}\\$?|[A-Z]{0,2}[¥$€£]|人民币)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern TRAILING = Pattern.compile("(.*[0-9.])\\s*([A-Z]{3}|元|圆)", Pattern.DOTALL);

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        var columns = new ArrayList<@Nullable Object>(3);
        columns.add(value instanceof Money money ? money.amount() : null);
        columns.add(value instanceof Money money ? money.currency() : null);
        columns.add(value instanceof Money money ? money.in(currency) : null);
        return columns;
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        var amount = columns.get(0);
        var stored = columns.get(1);
        if (amount == null) {
            return null;
        }
        var named = stored == null ? currency : stored.toString();
        return new Money(exact(amount), named, foreign(named, columns.get(2)));
    }

    private static BigDecimal exact(Object number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** Of an amount in the workspace's own currency nothing more is said. */
    private @Nullable BigDecimal foreign(String named, @Nullable Object worth) {
        return worth == null || named.equals(currency) ? null : exact(worth);
    }

    @Override
    public @Nullable Object valued(@Nullable Object value, Function<String, Optional<BigDecimal>> rate) {
        if (!(value instanceof Money money) || money.currency().equals(currency)) {
            return value;
        }
        if (money.amount().signum() == 0) {
            return money.worth(BigDecimal.ZERO);
        }
        return money.worth(rate.apply(money.currency())
                .map(one -> NumberCodec.fit(money.amount().multiply(one), scale, MoneyType.INTEGER_DIGITS))
                .orElse(null));
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        if (!(value instanceof Money money)) {
            return JsonNodeFactory.instance.nullNode();
        }
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("amount", padded(money.amount()))
                .put("currency", money.currency());
        return money.worth() == null ? json : json.put(WORTH, padded(money.worth()));
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        var bare = json.decimalValueOpt();
        if (bare.isPresent()) {
            return of(bare.get(), currency);
        }
        if (!json.isObject()) {
            return Faults.wrongKind(json, Faults.MONEY);
        }
        var unknown = json.propertyNames().stream()
                .filter(name -> !MEMBERS.contains(name))
                .findFirst();
        var amount = json.path("amount").decimalValueOpt();
        var named = json.path("currency");
        if (unknown.isPresent() || amount.isEmpty() || !(named.isString() || named.isMissingNode())) {
            return Faults.refused(Faults.MONEY_SHAPE, unknown.orElse(json.toString()));
        }
        return of(amount.get(), named.isString() ? named.stringValue() : currency);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        if (!(value instanceof Money money)) {
            return "";
        }
        var sign = SIGNS.get(money.currency());
        var digits = NumberText.format(
                money.amount().abs(), scale, Math.max(scale, money.amount().scale()), locale);
        return (money.amount().signum() < 0 ? "-" : "") + (sign == null ? money.currency() + " " : sign) + digits;
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var rest = TextCodec.trim(NumberText.halfWidth(text));
        if (rest.isEmpty()) {
            return Decoded.of(null);
        }
        var named = currency;
        var minus = "";
        var leading = LEADING.matcher(rest);
        var trailing = TRAILING.matcher(rest);
        if (leading.matches()) {
            minus = leading.group(1);
            named = code(leading.group(2));
            rest = leading.group(3);
        } else if (trailing.matches()) {
            named = code(trailing.group(2));
            rest = trailing.group(1);
        }
        var parsed = NumberText.parse(minus + rest, locale);
        return parsed.isPresent() ? of(parsed.get(), named) : Faults.refused(Faults.NUMBER_SHAPE, text);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case Money money -> of(money);
            case BigDecimal amount -> of(amount, currency);
            case Object other -> Faults.wrongKind(other, Faults.MONEY);
        };
    }

    private Decoded of(Money money) {
        var worth = foreign(money.currency(), money.worth());
        var fitted = worth == null ? null : NumberCodec.fit(worth, scale, MoneyType.INTEGER_DIGITS);
        return of(money.amount(), money.currency()) instanceof Decoded.Value(Money normal)
                ? Decoded.of(normal.worth(fitted))
                : of(money.amount(), money.currency());
    }

    private Decoded of(BigDecimal amount, String named) {
        if (!CURRENCY.matcher(named).matches()) {
            return Faults.refused(Faults.CURRENCY_SHAPE, named);
        }
        var fitted = NumberCodec.fit(amount, scale, MoneyType.INTEGER_DIGITS);
        if (fitted == null) {
            return Decoded.refused(Problem.at("", Faults.NUMBER_TOO_LARGE)
                    .with("given", Faults.shown(amount))
                    .with("max", MoneyType.INTEGER_DIGITS));
        }
        return Decoded.of(new Money(fitted, named));
    }

    private BigDecimal padded(BigDecimal amount) {
        return amount.scale() < scale ? amount.setScale(scale) : amount;
    }

    private String code(String written) {
        return switch (written) {
            case "元", "圆", "人民币", "RMB" -> "CNY";
            case "¥" -> currency.equals("JPY") ? "JPY" : "CNY";
            default ->
                SIGNS.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(written))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(written);
        };
    }
}
