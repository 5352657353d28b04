package dev.trellis.core.expression;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Two tables with columns of all kinds, random rows in them, and what both backends need to read them. */
final class DifferentialTables {

    static final ValueType STAGE = new ValueType.Option(List.of("open", "won", "lost"));

    static final List<String> TEXTS = List.of(
            "a",
            "A",
            "ab",
            "b",
            " a",
            "a ",
            "a  b",
            "张三",
            "ａ１",
            "😀",
            "𠮷a😀",
            "%",
            "_",
            "\\",
            "'",
            "\"",
            "é",
            "e\u0301",
            "　",
            "0",
            "abcabc",
            "ß",
            "won",
            "ÿ\uFFFD",
            "z".repeat(60));

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "0.01",
            "2.5",
            "-2.5",
            "3",
            "100",
            "-0.005",
            "999999999999999999",
            "-999999999999999999",
            "999999999",
            "1000000000",
            "-1234567.89",
            "0.00000000000000000001",
            "-0.00000000000000000001",
            "999999999999999999.99999999999999999999",
            "123456789.98765432109876543210",
            "31622776.6",
            "0.5",
            "15",
            "7");

    private static final List<String> DATES = List.of(
            "1000-01-01",
            "1000-01-31",
            "9999-12-31",
            "9999-12-01",
            "2024-02-29",
            "2023-02-28",
            "2026-01-31",
            "2026-03-31",
            "2025-12-31",
            "1970-01-01",
            "2000-02-29",
            "1900-03-01");

    private static final List<String> MOMENTS = List.of(
            "1000-01-02T00:00:00Z",
            "2026-03-01T15:59:59.999999Z",
            "2026-03-01T16:00:00Z",
            "1986-05-03T18:00:00Z",
            "1991-09-14T15:00:00Z",
            "1900-12-31T15:54:17Z",
            "2024-02-29T23:30:00.5Z",
            "2024-03-10T06:59:59Z",
            "2024-03-10T07:00:00Z",
            "2024-11-03T05:30:00Z",
            "1970-01-01T00:00:00Z",
            "2090-06-30T04:00:00Z");

    static final Map<String, ValueType> ORDER = new TreeMap<>(Map.ofEntries(
            Map.entry("n1", ValueType.NUMBER),
            Map.entry("n2", ValueType.NUMBER),
            Map.entry("n3", ValueType.NUMBER),
            Map.entry("k", ValueType.NUMBER),
            Map.entry("t1", ValueType.TEXT),
            Map.entry("t2", ValueType.TEXT),
            Map.entry("o", STAGE),
            Map.entry("b1", ValueType.BOOL),
            Map.entry("b2", ValueType.BOOL),
            Map.entry("d1", ValueType.DATE),
            Map.entry("d2", ValueType.DATE),
            Map.entry("m1", ValueType.DATE_TIME),
            Map.entry("m2", ValueType.DATE_TIME),
            Map.entry("created_at", ValueType.DATE_TIME),
            Map.entry("a1", ValueType.MONEY),
            Map.entry("a2", ValueType.MONEY)));

    private static final Map<String, ValueType> LINE = new TreeMap<>(Map.of(
            "q", ValueType.NUMBER,
            "p", ValueType.NUMBER,
            "name", ValueType.TEXT,
            "day", ValueType.DATE,
            "amount", ValueType.MONEY));

    private static final Map<String, ValueType> ACCOUNT =
            new TreeMap<>(Map.of("score", ValueType.NUMBER, "label", ValueType.TEXT));

    private static final Map<String, Integer> SCALES =
            Map.of("n1", 2, "n2", 20, "n3", 4, "k", 0, "q", 4, "p", 20, "score", 2, "a1", 4, "a2", 4, "amount", 4);

    private static final int SCALE = 20;

    private final Random random;
    private final Connection connection;
    private final Map<String, TreeMap<LocalDate, BigDecimal>> rates = new TreeMap<>();

    DifferentialTables(Random random, Connection connection) {
        this.random = random;
        this.connection = connection;
    }

    void create() throws SQLException {
        execute("CREATE TABLE x_account (id BIGINT PRIMARY KEY, score DECIMAL(20,2), label VARCHAR(200))");
        execute("CREATE TABLE x_order (id BIGINT PRIMARY KEY, n1 DECIMAL(20,2), n2 DECIMAL(38,20), n3 DECIMAL(9,4),"
                + " k BIGINT, t1 VARCHAR(200), t2 VARCHAR(200), o VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,"
                + " b1 TINYINT, b2 TINYINT, d1 DATE, d2 DATE, m1 DATETIME(6), m2 DATETIME(6), created_at DATETIME(6),"
                + " a1 DECIMAL(22,4), a1__currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin,"
                + " a1__worth DECIMAL(22,4), a2 DECIMAL(22,4),"
                + " a2__currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin, a2__worth DECIMAL(22,4),"
                + " account BIGINT)");
        execute("CREATE TABLE x_line (id BIGINT PRIMARY KEY, parent BIGINT, q DECIMAL(22,4), p DECIMAL(38,20),"
                + " name VARCHAR(200), day DATE, amount DECIMAL(22,4),"
                + " amount__currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin, amount__worth DECIMAL(22,4))");
        execute("CREATE TABLE x_rate (id BIGINT AUTO_INCREMENT PRIMARY KEY, currency VARCHAR(3), valid_from DATE,"
                + " rate DECIMAL(28,10))");
    }

    /** Replaces all exchange rates by new ones; for JPY there is none. */
    private void fillRates() throws SQLException {
        execute("DELETE FROM x_rate");
        rates.clear();
        for (var currency : List.of("USD", "EUR")) {
            var known = new TreeMap<LocalDate, BigDecimal>();
            for (int i = 0; i < 5; i++) {
                known.put(
                        LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1200) - 900),
                        BigDecimal.valueOf(1 + random.nextInt(2_000_000_000), random.nextInt(11))
                                .setScale(10));
            }
            if (currency.equals("USD")) {
                known.put(LocalDate.of(1000, 1, 1), new BigDecimal("7.1234567891"));
            }
            for (var rate : known.entrySet()) {
                execute("INSERT INTO x_rate (currency, valid_from, rate) VALUES ('" + currency + "', '" + rate.getKey()
                        + "', " + rate.getValue() + ")");
            }
            rates.put(currency, known);
        }
    }

    Optional<BigDecimal> rate(String currency, LocalDate day) {
        return Optional.ofNullable(rates.getOrDefault(currency, new TreeMap<>()).floorEntry(day))
                .map(Map.Entry::getValue);
    }

    /** Replaces all rows by new ones and returns them in the order of their ids. */
    List<SampleRow> fill(int count) throws SQLException {
        execute("DELETE FROM x_account");
        execute("DELETE FROM x_order");
        execute("DELETE FROM x_line");
        fillRates();
        var rows = new ArrayList<SampleRow>();
        int lines = 0;
        for (int id = 1; id <= count; id++) {
            var order = row(ORDER);
            Long account = null;
            if (random.nextInt(4) > 0) {
                account = (long) id;
                var related = row(ACCOUNT);
                insert("x_account", id, related, ACCOUNT, Map.of());
                order.to("account", related);
            }
            var keys = new TreeMap<String, Object>();
            if (account != null) {
                keys.put("account", account);
            }
            insert("x_order", id, order, ORDER, keys);
            int children = random.nextInt(4);
            for (int i = 0; i < children; i++) {
                var line = row(LINE);
                insert("x_line", ++lines, line, LINE, Map.of("parent", (long) id));
                order.row("lines", line);
            }
            rows.add(order);
        }
        return rows;
    }

    /** Replaces all rows by one for each pair of the numbers: {@code n2} and {@code p} of its only line. */
    List<SampleRow> fillWithPairs(List<String> numbers) throws SQLException {
        fill(0);
        var rows = new ArrayList<SampleRow>();
        for (var first : numbers) {
            for (var second : numbers) {
                long id = rows.size() + 1L;
                var order = new SampleRow().with("n2", new BigDecimal(first).setScale(SCALE));
                var line = new SampleRow().with("p", new BigDecimal(second).setScale(SCALE));
                insert("x_order", id, order, ORDER, Map.of());
                insert("x_line", id, line, LINE, Map.of("parent", id));
                order.row("lines", line);
                rows.add(order);
            }
        }
        return rows;
    }

    private SampleRow row(Map<String, ValueType> fields) {
        var row = new SampleRow();
        fields.forEach((name, type) -> {
            if (random.nextInt(5) > 0) {
                row.with(name, value(name, type));
            }
        });
        return row;
    }

    private Object value(String name, ValueType type) {
        return switch (type) {
            case ValueType.Numeric _ -> number(name);
            case ValueType.Text _ -> TEXTS.get(random.nextInt(TEXTS.size()));
            case ValueType.Option(var codes) -> codes.get(random.nextInt(codes.size()));
            case ValueType.Bool _ -> random.nextBoolean();
            case ValueType.Date _ ->
                random.nextBoolean()
                        ? LocalDate.parse(DATES.get(random.nextInt(DATES.size())))
                        : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000) - 500);
            case ValueType.DateTime _ ->
                random.nextBoolean()
                        ? Instant.parse(MOMENTS.get(random.nextInt(MOMENTS.size())))
                        : Instant.parse("2026-01-01T00:00:00Z")
                                .plus(random.nextInt(100_000_000) - 50_000_000, ChronoUnit.SECONDS);
            case ValueType.MoneyAmount _ -> {
                var money = new Money(number(name), random.nextInt(4) == 0 ? "USD" : "CNY");
                yield money.currency().equals("USD") && random.nextInt(3) > 0 ? money.worth(number(name)) : money;
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private BigDecimal number(String name) {
        int scale = SCALES.get(name);
        var value = random.nextInt(3) == 0
                ? new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size())))
                : BigDecimal.valueOf(random.nextInt(20_000) - 10_000, random.nextInt(5));
        if (random.nextInt(8) == 0) {
            value = new BigDecimal(new java.math.BigInteger(59, random), random.nextInt(20));
        }
        var rounded = value.setScale(scale, RoundingMode.DOWN);
        return name.equals("n3") ? rounded.remainder(BigDecimal.valueOf(100_000)) : rounded;
    }

    private void insert(String table, long id, SampleRow row, Map<String, ValueType> fields, Map<String, Object> keys)
            throws SQLException {
        var columns = new TreeMap<String, Object>(keys);
        columns.put("id", id);
        for (var name : fields.keySet()) {
            var value = row.value(name);
            if (value instanceof Money money) {
                columns.put(name, money.amount());
                columns.put(name + "__currency", money.currency());
                // An amount in the workspace's own currency may be older than the column.
                columns.put(name + "__worth", random.nextInt(4) == 0 ? money.worth() : money.in("CNY"));
            } else if (value instanceof Instant instant) {
                columns.put(
                        name,
                        LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                                .toString()
                                .replace('T', ' '));
            } else if (value instanceof LocalDate date) {
                columns.put(name, date.toString());
            } else if (value != null) {
                columns.put(name, value);
            }
        }
        var sql = "INSERT INTO " + table + " (" + String.join(", ", columns.keySet()) + ") VALUES ("
                + String.join(", ", columns.keySet().stream().map(key -> "?").toList()) + ")";
        try (var statement = connection.prepareStatement(sql)) {
            int i = 0;
            for (var value : columns.values()) {
                statement.setObject(++i, value);
            }
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the names mean to the type checker. */
    record Schema(java.time.ZoneId zone) implements ExpressionSchema {

        @Override
        public Optional<SchemaField> field(String entity, String name) {
            var fields = entity.equals("order") ? ORDER : entity.equals("line") ? LINE : ACCOUNT;
            if (entity.equals("order") && name.equals("lines")) {
                return Optional.of(new SchemaField(name, new ValueType.Rows("line")));
            }
            if (entity.equals("order") && name.equals("account")) {
                return Optional.of(new SchemaField(name, new ValueType.Ref("account")));
            }
            return Optional.ofNullable(fields.get(name))
                    .map(type -> new SchemaField(name, type, name.equals("n3") ? 5 : 18));
        }

        @Override
        public String currency() {
            return "CNY";
        }
    }

    /** Where the columns are. */
    static final class Scope implements SqlScope {

        private final EvaluationContext context;
        private final String table;
        private final DSLContext dsl;
        private final int[] aliases;

        Scope(EvaluationContext context, String table, DSLContext dsl, int[] aliases) {
            this.context = context;
            this.table = table;
            this.dsl = dsl;
            this.aliases = aliases;
        }

        @Override
        public Field<?> column(FieldPath path) {
            var name = path.isSingle() ? DSL.name(table, path.first()) : DSL.name("c", path.last());
            if (SCALES.containsKey(path.last())) {
                return path.last().equals("k")
                        ? DSL.field(name, SQLDataType.BIGINT)
                        : DSL.field(name, SQLDataType.NUMERIC(38, SCALES.get(path.last())));
            }
            return DSL.field(name);
        }

        @Override
        public Field<String> currency(FieldPath path) {
            return DSL.field(DSL.name(table, path.last() + "__currency"), String.class);
        }

        @Override
        public Field<?> worth(FieldPath path) {
            return DSL.field(DSL.name(table, path.last() + "__worth"), SQLDataType.NUMERIC(38, 4));
        }

        @Override
        public Field<?> rate(Field<String> currency, Field<?> day) {
            return DSL.field(
                    "(select xr.rate from x_rate xr where xr.currency = {0} and xr.valid_from <= {1}"
                            + " order by xr.valid_from desc limit 1)",
                    currency, day);
        }

        @Override
        public SqlRows rows(String childrenField) {
            var alias = "l" + ++aliases[0];
            var row = new Scope(context, alias, dsl, aliases);
            var parent = table;
            return new SqlRows() {
                @Override
                public SqlScope row() {
                    return row;
                }

                @Override
                public <T> Field<T> select(Field<T> aggregate) {
                    return DSL.field(dsl.select(aggregate)
                            .from(DSL.table(DSL.name("x_line")).as(alias))
                            .where(DSL.field(DSL.name(alias, "parent")).eq(DSL.field(DSL.name(parent, "id")))));
                }
            };
        }

        @Override
        public Instant now() {
            return context.now();
        }

        @Override
        public java.time.ZoneId zone() {
            return context.zone();
        }

        @Override
        public String currency() {
            return context.currency();
        }

        @Override
        public ExpressionRow user() {
            return context.user();
        }

        @Override
        public Map<String, Object> parameters() {
            return context.parameters();
        }
    }
}
