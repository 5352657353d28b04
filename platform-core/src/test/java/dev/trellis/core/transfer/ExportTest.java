package dev.trellis.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.export.ExportRequest;
import dev.trellis.core.export.ExportResult;
import dev.trellis.core.export.Exports;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.sheet.SheetLimits;
import dev.trellis.core.sheet.Sheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {

    private static final List<String> FIELDS = List.of(
            "code",
            "text",
            "long_text",
            "email",
            "phone",
            "url",
            "integer",
            "decimal",
            "percent",
            "money",
            "yes_no",
            "day",
            "moment",
            "choice",
            "account",
            "user",
            "department_of");
    private static final int ROUND_TRIPS = 150;

    private static TransferWorld world;
    private static Exports exports;

    @BeforeAll
    static void start() {
        world = TransferWorld.start();
        exports = world.app.get(Exports.class);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({"CSV, en", "CSV, zh-CN", "XLSX, en", "XLSX, zh-CN"})
    void what_is_exported_imports_to_equal_data(SheetFormat format, String language) throws IOException {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        clear();
        var account = world.install("account", Map.of("name", "=cmd " + seed, "tax_no", "T" + seed));
        world.install("account", Map.of("name", "=cmd " + seed));
        var department = world.install("department", Map.of("name", "+华东 " + seed));
        for (int i = 0; i < ROUND_TRIPS; i++) {
            world.install("thing", thing(random, i, account, department));
        }
        var before = things();
        var bytes = export(world.admin, request("thing", FIELDS, format, true, Locale.forLanguageTag(language)));
        clear();

        var staged =
                TransferWorld.accepted(world.imports.stage(world.admin, "thing", "things", TransferWorld.file(bytes)));
        var suggested = world.mapping(world.admin, staged).suggested();
        var columns = suggested.columns().stream()
                .filter(column -> !column.path().equals("id"))
                .toList();
        assertThat(columns).extracting(ImportPlan.Column::path).containsExactlyInAnyOrderElementsOf(FIELDS);
        var done =
                world.run(world.admin, staged, new ImportPlan(ImportMode.INSERT, List.of(), columns, true, language));

        assertThat(world.problems(world.admin, done)).isEmpty();
        assertThat(done.counts()).isEqualTo(new ImportCounts(ROUND_TRIPS, 0, 0, 0, 0));
        assertThat(things()).isEqualTo(before);
    }

    @Test
    void an_export_that_is_imported_over_its_own_records_changes_nothing() throws IOException {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        clear();
        var account = world.install("account", Map.of("name", "A " + seed));
        var department = world.install("department", Map.of("name", "D " + seed));
        for (int i = 0; i < 20; i++) {
            world.install("thing", thing(random, i, account, department));
        }
        var bytes = export(world.admin, request("thing", List.of(), SheetFormat.XLSX, true, Locale.ENGLISH));

        var staged = TransferWorld.accepted(
                world.imports.stage(world.admin, "thing", "things.xlsx", TransferWorld.file(bytes)));
        var mapping = world.mapping(world.admin, staged);
        assertThat(mapping.suggested().key()).containsExactly("id");
        var done = world.run(
                world.admin,
                staged,
                new ImportPlan(
                        ImportMode.UPDATE, List.of("id"), mapping.suggested().columns(), true, "en"));

        assertThat(world.problems(world.admin, done)).isEmpty();
        assertThat(done.counts()).isEqualTo(new ImportCounts(0, 0, 20, 0, 0));
    }

    private static Map<String, Object> thing(Random random, int i, RecordId account, RecordId department) {
        var values = new HashMap<String, Object>();
        values.put("code", "C" + i);
        maybe(random, values, "text", text(random, false));
        maybe(random, values, "long_text", text(random, true));
        maybe(random, values, "email", "a+" + i + "@example.com");
        maybe(random, values, "phone", "+86 138" + random.nextInt(1_000_000));
        maybe(random, values, "url", "https://example.com/?q=" + random.nextInt());
        maybe(random, values, "integer", new BigDecimal(random.nextInt()));
        maybe(random, values, "decimal", new BigDecimal(new BigInteger(40 + random.nextInt(10), random), 4).negate());
        maybe(random, values, "percent", BigDecimal.valueOf(random.nextInt(100_000), 4));
        maybe(
                random,
                values,
                "money",
                new Money(
                        BigDecimal.valueOf(random.nextInt(), 2),
                        List.of("CNY", "USD", "JPY", "SEK").get(random.nextInt(4))));
        maybe(random, values, "yes_no", random.nextBoolean());
        maybe(random, values, "day", LocalDate.of(1000, 1, 1).plusDays(random.nextInt(3_000_000)));
        maybe(
                random,
                values,
                "moment",
                random.nextBoolean()
                        ? Instant.ofEpochSecond(random.nextInt())
                        : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L));
        maybe(random, values, "choice", List.of("a", "b", "c").get(random.nextInt(3)));
        maybe(random, values, "account", account);
        maybe(random, values, "user", world.admin.user());
        maybe(random, values, "department_of", department);
        return values;
    }

    private static void maybe(Random random, Map<String, Object> values, String field, Object value) {
        if (random.nextInt(5) > 0) {
            values.put(field, value);
        }
    }

    private static String text(Random random, boolean lines) {
        var pieces = List.of(
                "=",
                "+",
                "-",
                "@",
                "'",
                "\"",
                ",",
                ";",
                "＝",
                "1",
                "-5",
                "cmd|' /C calc'!A0",
                "张三",
                "𠮷",
                "👨‍👩‍👧",
                "_x000D_",
                "<&>",
                "a",
                "%",
                "TRUE",
                "1e5",
                "2026-11-21",
                lines ? "\n" : " ",
                lines ? "\t" : "b");
        var text = new StringBuilder("x".repeat(random.nextInt(2)));
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.append(lines ? "" : "z").toString();
    }

    private static List<Map<String, Object>> things() {
        return world.all(world.admin, "thing", FIELDS.toArray(String[]::new)).stream()
                .map(ExportTest::plain)
                .sorted((left, right) ->
                        left.get("code").toString().compareTo(right.get("code").toString()))
                .toList();
    }

    private static Map<String, Object> plain(StoredRecord record) {
        var values = new TreeMap<String, Object>();
        record.values().forEach((path, value) -> {
            if (FIELDS.contains(path) && value != null) {
                values.put(path, value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
            }
        });
        return values;
    }

    private static void clear() {
        var deletes = world.all(world.admin, "thing").stream()
                .map(record -> (Change) new Change.Delete("thing", record.id(), record.version()))
                .toList();
        assertThat(world.records.apply(world.admin, deletes, Records.Mode.EACH))
                .allMatch(SaveResult.Saved.class::isInstance);
    }

    private static ExportRequest request(
            String entity, List<String> columns, SheetFormat format, boolean ids, Locale locale) {
        return new ExportRequest(RecordQuery.of(entity, List.of()), columns, format, ids, locale);
    }

    private static byte[] export(Actor.Person actor, ExportRequest request) throws IOException {
        var result = exports.prepare(actor, request);
        assertThat(result).isInstanceOf(ExportResult.Ready.class);
        var out = new ByteArrayOutputStream();
        ((ExportResult.Ready) result).export().writeTo(out);
        return out.toByteArray();
    }

    private static List<List<String>> rows(byte[] bytes) {
        var rows = new ArrayList<List<String>>();
        Sheets.read(TransferWorld.file(bytes), SheetLimits.DEFAULT, row -> rows.add(row.cells()));
        return rows;
    }

    private static List<String> refusals(Actor.Person actor, ExportRequest request) {
        return ((ExportResult.Refused) exports.prepare(actor, request))
                .problems().stream()
                        .map(problem -> problem.path() + " " + problem.code().key())
                        .toList();
    }

    @Test
    void filter_order_and_columns_are_those_of_the_list_over_many_pages() throws IOException {
        var prefix = "Page" + System.nanoTime();
        for (int i = 0; i < 1_100; i++) {
            world.install("product", Map.of("name", prefix + " " + (i % 7), "code", prefix.substring(12) + i));
        }
        var query = RecordQuery.of("product", List.of())
                .filtered("BEGINS(name, :p) AND name <> :q", Map.of("p", prefix, "q", prefix + " 3"))
                .sorted(List.of(new SortKey("name", true)));

        var rows = rows(export(
                world.admin,
                new ExportRequest(query, List.of("name", "code"), SheetFormat.CSV, false, Locale.ENGLISH)));

        assertThat(rows).hasSize(1 + 943);
        assertThat(rows.getFirst()).containsExactly("Name", "Code");
        var names = rows.subList(1, rows.size()).stream().map(List::getFirst).toList();
        assertThat(names)
                .isSortedAccordingTo((left, right) -> right.compareTo(left))
                .doesNotContain(prefix + " 3");
        assertThat(rows.stream().map(row -> row.get(1)).distinct()).hasSize(944);
    }

    @Test
    void line_items_stand_below_their_record_and_come_back_with_it() throws IOException {
        var code = "L" + System.nanoTime();
        var product = world.install("product", Map.of("name", "Pump " + code, "code", code));
        for (int i = 0; i < 3; i++) {
            var lines = new ArrayList<Change.Line>();
            for (int line = 0; line < i; line++) {
                lines.add(new Change.Line(
                        null,
                        Map.of(
                                "product",
                                product,
                                "quantity",
                                new BigDecimal(line + 1),
                                "unit_price",
                                BigDecimal.TEN)));
            }
            world.install("quote", Map.of("title", code + "-" + i, "lines", lines));
        }
        var query = RecordQuery.of("quote", List.of()).filtered("BEGINS(title, :c)", Map.of("c", code));
        var columns = List.of("title", "lines.product", "lines.quantity", "lines.unit_price", "total");
        var bytes = export(world.admin, new ExportRequest(query, columns, SheetFormat.XLSX, false, Locale.ENGLISH));

        assertThat(rows(bytes).subList(1, 5))
                .containsExactly(
                        List.of(code + "-0", "", "", "", "0"),
                        List.of(code + "-1", "Pump " + code, "1", "10", "10"),
                        List.of(code + "-2", "Pump " + code, "1", "10", "30"),
                        List.of("", "Pump " + code, "2", "10"));
        var staged =
                TransferWorld.accepted(world.imports.stage(world.admin, "quote", "q.xlsx", TransferWorld.file(bytes)));
        var done = world.run(
                world.admin, staged, world.mapping(world.admin, staged).suggested());
        assertThat(done.counts()).isEqualTo(new ImportCounts(0, 0, 4, 0, 0));
    }

    @Test
    void a_hidden_field_does_not_exist_for_an_export() throws IOException {
        var sales = world.person("李娜", "sales", Locale.ENGLISH);
        world.install("account", Map.of("name", "Mine", "secret", "s3cret", "owner", sales.user()));

        assertThat(refusals(
                        sales, request("account", List.of("name", "secret"), SheetFormat.CSV, false, Locale.ENGLISH)))
                .containsExactly("fields UNKNOWN_FIELD")
                .isEqualTo(refusals(
                        sales, request("account", List.of("name", "nothing"), SheetFormat.CSV, false, Locale.ENGLISH)));
        var rows = rows(export(sales, request("account", List.of(), SheetFormat.CSV, true, Locale.ENGLISH)));
        assertThat(rows).hasSize(2);
        assertThat(rows.toString()).contains("Mine").doesNotContain("s3cret", "Secret");
    }

    @Test
    void nothing_is_exported_without_the_right() {
        var sales = world.person("王芳", "sales", Locale.ENGLISH);

        assertThat(refusals(sales, request("product", List.of(), SheetFormat.CSV, false, Locale.ENGLISH)))
                .containsExactly(" MAY_NOT_EXPORT");
        assertThat(refusals(sales, request("thing", List.of(), SheetFormat.CSV, false, Locale.ENGLISH)))
                .containsExactly(" ENTITY_NOT_FOUND");
    }
}
