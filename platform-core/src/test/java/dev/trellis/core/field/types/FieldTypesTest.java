package dev.trellis.core.field.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.database.TestDatabase;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.NumberPattern;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class FieldTypesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<Editor.Option> OPTIONS = List.of(
            new Editor.Option("draft", Label.of("Draft", "草稿"), "grey", true),
            new Editor.Option("Old-1", Label.of("Old", "旧"), null, false));

    @TestFactory
    Stream<DynamicTest> every_shipped_type_keeps_the_contract() {
        var samples = samples();
        return FieldTypes.builtIn().all().stream()
                .map(provider -> DynamicTest.dynamicTest(provider.key(), () -> {
                    var sample = samples.get(provider.key());
                    assertThat(sample).as("samples for " + provider.key()).isNotNull();
                    new FieldTypeContract(provider, sample.type(), sample.values(), sample.refused()).holds();
                }));
    }

    @Test
    void every_shipped_type_survives_the_database() throws Exception {
        try (var schema = TestDatabase.get().freshSchema();
                var database = schema.database();
                var connection = database.rawConnection()) {
            for (var provider : FieldTypes.builtIn().all()) {
                var sample = Objects.requireNonNull(samples().get(provider.key()));
                new FieldTypeContract(provider, sample.type(), sample.values(), sample.refused())
                        .holdsOn(connection, database.dialect());
            }
        }
    }

    @Test
    void the_palette_is_in_order_and_labelled() {
        assertThat(FieldTypes.builtIn().palette())
                .extracting(provider -> provider.key())
                .startsWith("text", "long_text", "email")
                .endsWith("auto_number", "formula", "roll_up")
                .hasSize(37);
    }

    @Test
    void what_binding_adds_is_never_written() {
        var context = new Context();
        var types = FieldTypes.builtIn();

        assertThat(types.write(new StageType("sales").bind(context)).toString())
                .isEqualTo("{\"type\":\"stage\",\"pipeline\":\"sales\"}");
        assertThat(types.write(new MoneyType(2).bind(context)).toString()).isEqualTo("{\"type\":\"money\"}");
        assertThat(types.write(new DateTimeType().bind(context)).toString()).isEqualTo("{\"type\":\"date_time\"}");
        assertThat(new StageType("sales").bind(context).editor()).isEqualTo(new Editor.Choice(OPTIONS));
    }

    @Test
    void a_formula_writes_its_result_type_inside() {
        var types = FieldTypes.builtIn();
        var formula = new FormulaType("a * b", new MoneyType(2), FormulaType.BlankAs.BLANK);

        var written = types.write(formula);

        assertThat(written.toString())
                .isEqualTo("{\"type\":\"formula\",\"expression\":\"a * b\",\"result\":{\"type\":\"money\"},"
                        + "\"blankAs\":\"blank\"}");
        assertThat(types.read(written)).isEqualTo(formula);
    }

    @Test
    void an_unknown_type_names_those_that_exist() {
        var node = JsonNodeFactory.instance.objectNode().put("type", "blob");

        assertThatThrownBy(() -> FieldTypes.builtIn().read(node))
                .hasMessageContaining("blob")
                .hasMessageContaining("money");
    }

    @Test
    void text_is_composed_trimmed_and_free_of_control_characters() {
        var codec = new TextType(10).codec();

        assertThat(codec.normalise("\u3000 e\u0301\u00A0\u200B")).isEqualTo(Decoded.of("\u00e9"));
        assertThat(codec.normalise("a\nb")).isEqualTo(Decoded.of("a b"));
        assertThat(codec.normalise(" \u3000")).isEqualTo(Decoded.of(null));
        assertThat(problem(codec.normalise("a\u0000"))).isEqualTo(Faults.TEXT_CHARACTER.key());
        assertThat(problem(codec.normalise("\uD842"))).isEqualTo(Faults.TEXT_CHARACTER.key());
        assertThat(problem(codec.normalise("\uDFB7\uD842"))).isEqualTo(Faults.TEXT_CHARACTER.key());
        assertThat(codec.normalise("𠮷".repeat(10))).isEqualTo(Decoded.of("𠮷".repeat(10)));
        assertThat(problem(codec.normalise("𠮷".repeat(11)))).isEqualTo(Faults.TEXT_TOO_LONG.key());
        assertThat(new LongTextType(100).codec().normalise("  a\r\n\tb\rc ")).isEqualTo(Decoded.of("  a\n\tb\nc "));
    }

    @Test
    void numbers_are_read_as_people_write_them() {
        var decimal = new DecimalType(2, null, null).codec();
        var percent = new PercentType(2, null, null).codec();

        assertThat(decimal.fromText("１，２３４．５６５", Locale.SIMPLIFIED_CHINESE)).isEqualTo(number("1234.57"));
        assertThat(decimal.fromText(" -1,234,567.895 ", Locale.ENGLISH)).isEqualTo(number("-1234567.90"));
        assertThat(decimal.fromText("1.234,5", Locale.GERMANY)).isEqualTo(number("1234.50"));
        assertThat(problem(decimal.fromText("1,5", Locale.ENGLISH))).isEqualTo(Faults.NUMBER_SHAPE.key());
        assertThat(problem(decimal.fromText("12%", Locale.ENGLISH))).isEqualTo(Faults.NUMBER_SHAPE.key());
        assertThat(problem(decimal.fromText(".", Locale.ENGLISH))).isEqualTo(Faults.NUMBER_SHAPE.key());
        assertThat(percent.fromText("15％", Locale.SIMPLIFIED_CHINESE)).isEqualTo(number("0.1500"));
        assertThat(percent.fromText("15.255", Locale.ENGLISH)).isEqualTo(number("0.1526"));
        assertThat(percent.toText(new BigDecimal("0.1525"), Locale.ENGLISH)).isEqualTo("15.25%");
        assertThat(percent.toText(new BigDecimal("0.1500"), Locale.ENGLISH)).isEqualTo("15%");
    }

    @Test
    void huge_exponents_are_refused_or_zero_without_computing() {
        var decimal = new DecimalType(2, null, null).codec();
        long start = System.nanoTime();

        assertThat(problem(decimal.fromJson(JSON.readTree("1e1000000")))).isEqualTo(Faults.NUMBER_TOO_LARGE.key());
        assertThat(problem(decimal.fromText("-1e1000000", Locale.ENGLISH))).isEqualTo(Faults.NUMBER_TOO_LARGE.key());
        assertThat(decimal.fromJson(JSON.readTree("1e-1000000"))).isEqualTo(number("0.00"));
        assertThat(decimal.normalise(new BigDecimal("0e2000000000"))).isEqualTo(number("0.00"));
        assertThat(problem(new MoneyType(2).codec().fromJson(JSON.readTree("{\"amount\":1e999999}"))))
                .isEqualTo(Faults.NUMBER_TOO_LARGE.key());
        assertThat(decimal.normalise(new BigDecimal("999999999999999999.994")))
                .isEqualTo(number("999999999999999999.99"));
        assertThat(problem(decimal.normalise(new BigDecimal("999999999999999999.995"))))
                .isEqualTo(Faults.NUMBER_TOO_LARGE.key());

        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    @Test
    void bounds_name_what_was_given_and_what_is_allowed() {
        var percent = new PercentType(2, BigDecimal.ZERO, new BigDecimal("0.5")).codec();

        var below = ((Decoded.Refused) percent.normalise(new BigDecimal("-0.01"))).problem();
        var above = ((Decoded.Refused) percent.normalise(new BigDecimal("0.6"))).problem();

        assertThat(below.arguments()).isEqualTo(Map.of("given", "-1%", "min", "0%"));
        assertThat(above.arguments()).isEqualTo(Map.of("given", "60%", "max", "50%"));
        FieldTypeContract.tellsInEveryLanguage(below);
        FieldTypeContract.tellsInEveryLanguage(above);
    }

    @Test
    void money_is_read_with_its_sign_or_code() {
        var codec = new MoneyType(2, "CNY").codec();

        assertThat(codec.fromText("¥1,234.5", Locale.SIMPLIFIED_CHINESE)).isEqualTo(money("1234.5", "CNY"));
        assertThat(codec.fromText("￥１２", Locale.SIMPLIFIED_CHINESE)).isEqualTo(money("12", "CNY"));
        assertThat(codec.fromText("1200元", Locale.SIMPLIFIED_CHINESE)).isEqualTo(money("1200", "CNY"));
        assertThat(codec.fromText("-USD 10", Locale.ENGLISH)).isEqualTo(money("-10", "USD"));
        assertThat(codec.fromText("$10.005", Locale.ENGLISH)).isEqualTo(money("10.01", "USD"));
        assertThat(codec.fromText("10 EUR", Locale.ENGLISH)).isEqualTo(money("10", "EUR"));
        assertThat(codec.toText(new Money(new BigDecimal("-1234.5"), "CNY"), Locale.ENGLISH))
                .isEqualTo("-¥1,234.50");
        assertThat(codec.toText(new Money(BigDecimal.TEN, "CHF"), Locale.ENGLISH))
                .isEqualTo("CHF 10.00");
        assertThat(codec.fromJson(JSON.readTree("12.5"))).isEqualTo(money("12.5", "CNY"));
        assertThat(codec.normalise(new BigDecimal("1.005"))).isEqualTo(money("1.01", "CNY"));
    }

    @Test
    void days_are_read_in_the_usual_shapes_and_must_exist() {
        var codec = new DateType().codec();
        var day = Decoded.of(LocalDate.of(2026, 11, 21));

        for (var text : List.of("2026-11-21", "2026/11/21", "2026.11.21", "2026年11月21日", "20261121", "２０２６/11/21")) {
            assertThat(codec.fromText(text, Locale.SIMPLIFIED_CHINESE)).as(text).isEqualTo(day);
        }
        for (var text : List.of("2026-02-30", "21.11.2026", "11/21/2026", "2026-13-01", "tomorrow")) {
            assertThat(problem(codec.fromText(text, Locale.ENGLISH))).as(text).isEqualTo(Faults.DATE_SHAPE.key());
        }
        assertThat(problem(codec.fromText("0999-01-01", Locale.ENGLISH))).isEqualTo(Faults.DATE_RANGE.key());
    }

    @Test
    void moments_are_written_in_the_business_zone() {
        var codec = new DateTimeType(ZoneId.of("Asia/Shanghai")).codec();
        var moment = Instant.parse("2026-11-21T06:20:00Z");

        assertThat(codec.toText(moment, Locale.ENGLISH)).isEqualTo("2026-11-21 14:20");
        assertThat(codec.fromText("2026/11/21 14:20", Locale.ENGLISH)).isEqualTo(Decoded.of(moment));
        assertThat(codec.fromText("2026年11月21日 14:20", Locale.ENGLISH)).isEqualTo(Decoded.of(moment));
        assertThat(codec.fromText("2026-11-21T14:20:00+08:00", Locale.ENGLISH)).isEqualTo(Decoded.of(moment));
        assertThat(problem(codec.fromText("2026-11-21 25:00", Locale.ENGLISH))).isEqualTo(Faults.DATE_TIME_SHAPE.key());
    }

    @Test
    void mail_phone_and_web_addresses_have_a_shape() {
        assertThat(new EmailType().codec().normalise("wang.fang＠example.com"))
                .isEqualTo(Decoded.of("wang.fang@example.com"));
        assertThat(problem(new EmailType().codec().normalise("a@b"))).isEqualTo(Faults.EMAIL_SHAPE.key());
        assertThat(new PhoneType().codec().normalise("＋86 (021) 5555–0100 转 12"))
                .isEqualTo(Decoded.of("+86 (021) 5555-0100 转 12"));
        assertThat(problem(new PhoneType().codec().normalise("call me"))).isEqualTo(Faults.PHONE_SHAPE.key());
        assertThat(new UrlType().codec().normalise("example.com/a?b=c"))
                .isEqualTo(Decoded.of("https://example.com/a?b=c"));
        assertThat(problem(new UrlType().codec().normalise("javascript:alert(1)")))
                .isEqualTo(Faults.URL_SHAPE.key());
        assertThat(problem(new UrlType().codec().normalise("data://x.y"))).isEqualTo(Faults.URL_SHAPE.key());
    }

    @Test
    void a_number_pattern_says_its_period_and_its_fault() {
        var pattern = new NumberPattern("QT-{yyyy}-{seq:4}");
        var day = LocalDate.of(2026, 3, 9);

        assertThat(pattern.format(day, 7)).isEqualTo("QT-2026-0007");
        assertThat(pattern.format(day, 12345)).isEqualTo("QT-2026-12345");
        assertThat(pattern.period(day)).isEqualTo("2026");
        assertThat(new NumberPattern("{yy}{MM}-{seq}").period(day)).isEqualTo("2026-03");
        assertThat(new NumberPattern("C{seq:6}").period(day)).isEmpty();
        var lead = new NumberPattern("XS-{yyyyMMdd}-{seq:4}");
        assertThat(lead.fault()).isEmpty();
        assertThat(lead.format(day, 42)).isEqualTo("XS-20260309-0042");
        assertThat(lead.period(day)).isEqualTo("2026-03-09");
        assertThat(new NumberPattern("{yyMM}{dd}-{seq}", NumberPattern.Reset.MONTHLY).period(day))
                .isEqualTo("2026-03");
        assertThat(new NumberPattern("{yyyyMMdd}{seq}", NumberPattern.Reset.NEVER).period(day))
                .isEmpty();
        assertThat(new NumberPattern("{dd}{seq}", NumberPattern.Reset.NEVER).fault())
                .isEmpty();
        assertThat(new NumberPattern("{yyyy}-{seq}", NumberPattern.Reset.DAILY).fault())
                .isPresent();
        assertThat(new NumberPattern("{yyyyMM}-{seq}", NumberPattern.Reset.DAILY).fault())
                .isPresent();
        assertThat(new NumberPattern("{seq}", NumberPattern.Reset.YEARLY).fault())
                .isPresent();
        assertThat(pattern.fault()).isEmpty();
        assertThat(new NumberPattern("QT-{year}-{seq}").fault()).contains("{year}");
        for (var wrong : List.of("QT", "{seq}{seq}", "{MM}-{seq}", "{yyyy}{dd}{seq}", "{seq", "{seq:0}", "a}{seq}")) {
            assertThat(new NumberPattern(wrong).fault()).as(wrong).isPresent();
            new AutoNumberType(wrong, AutoNumberType.Mode.UNIQUE)
                    .check()
                    .forEach(FieldTypeContract::tellsInEveryLanguage);
        }
    }

    @Test
    void unsound_options_are_told_with_their_place() {
        assertThat(new DecimalType(11, BigDecimal.TEN, BigDecimal.ONE).check())
                .extracting(Problem::path)
                .containsExactly("scale", "min");
        assertThat(new ChoiceType(List.of()).check()).extracting(Problem::path).containsExactly("options");
        var doubled = List.of(OPTIONS.get(0), OPTIONS.get(0), new Editor.Option("ü", Label.EMPTY, "pinkish", true));
        assertThat(new ChoiceType(doubled).check())
                .extracting(Problem::path)
                .containsExactly("options[1].code", "options[2].code", "options[2].label", "options[2].color");
        assertThat(new FormulaType("", new LinesType("x"), FormulaType.BlankAs.ZERO).check())
                .extracting(Problem::path)
                .containsExactly("expression", "result");
        Stream.of(new DecimalType(11, BigDecimal.TEN, BigDecimal.ONE), new ChoiceType(doubled), new LookupType(""))
                .flatMap(type -> type.check().stream())
                .forEach(FieldTypeContract::tellsInEveryLanguage);
    }

    record Sample(FieldType type, List<Object> values, List<String> refused) {}

    /** As text a file is its name and id; what the store says of it besides does not travel so. */
    private static Composite file(long id, String name) {
        return new Composite(Map.of("file", new RecordId(id), "name", name));
    }

    private static Composite place(String latitude, String longitude) {
        return new Composite(Map.of("latitude", new BigDecimal(latitude), "longitude", new BigDecimal(longitude)));
    }

    @Test
    void marks_that_are_not_on_the_list_are_gone_when_written_and_when_read() {
        var codec = new RichTextType(2000).codec();
        var evil = "<p onclick=x>a<script>alert(1)</script><img src=x onerror=y><a href=\"javascript:z\">b</a></p>";
        var clean = "<p>a<a rel=\"noopener noreferrer nofollow\" target=\"_blank\">b</a></p>";

        assertThat(codec.normalise(evil)).isEqualTo(Decoded.of(clean));
        assertThat(codec.fromColumns(List.of(evil))).isEqualTo(clean);
        assertThat(codec.normalise("<p> <br></p>")).isEqualTo(Decoded.of(null));
    }

    @Test
    void the_primary_one_comes_first() {
        var codec = new PhonesType(OPTIONS).codec();
        var given = JSON.readTree("[{\"value\":\"110\"},{\"value\":\"120\",\"primary\":true}]");

        var read = codec.fromJson(given);

        assertThat(read)
                .isEqualTo(Decoded.of(
                        List.of(new Composite(Map.of("value", "120")), new Composite(Map.of("value", "110")))));
        assertThat(codec.toJson(((Decoded.Value) read).value())
                        .path(0)
                        .path("primary")
                        .asBoolean())
                .isTrue();
    }

    static Map<String, Sample> samples() {
        var big = new BigDecimal("999999999999999999");
        return Map.ofEntries(
                Map.entry(
                        "rich_text",
                        new Sample(
                                new RichTextType(400),
                                List.of("<p>a <b>b</b></p>", "纯文本", "<ul><li>一</li><li>二</li></ul>"),
                                List.of("1", "\"" + "x".repeat(401) + "\""))),
                Map.entry(
                        "barcode",
                        new Sample(
                                new BarcodeType(BarcodeType.Symbology.EAN_13),
                                List.of("6901234567892", "4006381333931"),
                                List.of("1", "\"69012345678921\""))),
                Map.entry(
                        "masked",
                        new Sample(
                                new MaskedType(40, 2),
                                List.of("6222 0000 1111 2222", "甲乙"),
                                List.of("1", "\"" + "x".repeat(41) + "\""))),
                Map.entry(
                        "phones",
                        new Sample(
                                new PhonesType(OPTIONS),
                                List.of(
                                        List.of(new Composite(Map.of("value", "138 0013 8000"))),
                                        List.of(
                                                new Composite(Map.of("value", "+86 21 5555")).with("use", "draft"),
                                                new Composite(Map.of("value", "110")).with("use", "Old-1"))),
                                List.of("1", "[\"138\"]", "[{\"use\":\"draft\"}]", "[{\"value\":\"138\",\"x\":1}]"))),
                Map.entry(
                        "emails",
                        new Sample(
                                new EmailsType(OPTIONS),
                                List.of(
                                        List.of(new Composite(Map.of("value", "a@b.cn"))),
                                        List.of(
                                                new Composite(Map.of("value", "a@b.cn")).with("use", "draft"),
                                                new Composite(Map.of("value", "c@d.com")))),
                                List.of("{}", "[{\"value\":\"a@b.cn\",\"use\":\"none\"}]"))),
                Map.entry(
                        "rating",
                        new Sample(
                                new RatingType(3),
                                List.of(BigDecimal.ONE, new BigDecimal("3")),
                                List.of("0", "4", "\"3\""))),
                Map.entry(
                        "address",
                        new Sample(
                                new AddressType(),
                                List.of(
                                        new Composite(Map.of("street", "世纪大道 100 号")),
                                        new Composite(Map.of("country", "中国")),
                                        new Composite(Map.of("city", "上海市", "postcode", "200120")),
                                        new Composite(Map.of("street", "1 / 2 // 3", "country", "US"))),
                                List.of("\"x\"", "{\"town\":\"x\"}", "{\"city\":1}"))),
                Map.entry(
                        "location",
                        new Sample(
                                new LocationType(),
                                List.of(place("31.2304", "121.4737"), place("-90", "180"), place("0", "-0.000001")),
                                List.of("{\"latitude\":1}", "{\"latitude\":91,\"longitude\":0}", "[]"))),
                Map.entry(
                        "time",
                        new Sample(
                                new TimeType(),
                                List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59), LocalTime.of(9, 5)),
                                List.of("\"24:00\"", "\"9:05\"", "5"))),
                Map.entry(
                        "multi_choice",
                        new Sample(
                                new MultiChoiceType(OPTIONS),
                                List.of(List.of("draft"), List.of("draft", "Old-1")),
                                List.of("\"draft\"", "[\"none\"]", "[1]"))),
                Map.entry(
                        "tags",
                        new Sample(
                                new TagsType(),
                                List.of(List.of("老客户"), List.of("vip", "a b", "展会 2026")),
                                List.of("\"vip\"", "[1]", "[\"" + "x".repeat(61) + "\"]"))),
                Map.entry(
                        "attachments",
                        new Sample(
                                new AttachmentsType(2, 1),
                                List.of(
                                        List.of(file(1, "a.pdf")),
                                        List.of(file(Long.MAX_VALUE, "合同 (1).docx"), file(2, "b.txt"))),
                                List.of("{}", "[{\"name\":\"x\"}]", "[\"1\"]"))),
                Map.entry(
                        "image",
                        new Sample(new ImageType(), List.of(file(3, "照片.png")), List.of("[]", "{\"name\":\"x\"}"))),
                Map.entry(
                        "signature",
                        new Sample(
                                new SignatureType(), List.of(file(4, "signature.png")), List.of("1", "{\"file\":1}"))),
                Map.entry(
                        "many_to_many",
                        new Sample(
                                new RelationsType("account", OPTIONS),
                                List.of(
                                        List.of(new Composite(Map.of("record", new RecordId(1)))),
                                        List.of(
                                                new Composite(Map.of("record", new RecordId(Long.MAX_VALUE)))
                                                        .with("kind", "draft"),
                                                new Composite(Map.of("record", new RecordId(7))))),
                                List.of("[\"1\"]", "[{\"kind\":\"draft\"}]", "[{\"record\":\"x\"}]"))),
                Map.entry(
                        "hierarchy",
                        new Sample(
                                new HierarchyType(),
                                List.of(new RecordId(1), new RecordId(Long.MAX_VALUE)),
                                List.of("1", "\"x\""))),
                Map.entry(
                        "text",
                        new Sample(
                                new TextType(20),
                                List.of("a", "张三 𠮷", "x".repeat(20)),
                                List.of("1", "true", "\"" + "x".repeat(21) + "\"", "[]"))),
                Map.entry(
                        "long_text",
                        new Sample(
                                new LongTextType(50),
                                List.of("a\n b", "多行\n文本"),
                                List.of("1", "\"" + "x".repeat(51) + "\""))),
                Map.entry("email", new Sample(new EmailType(), List.of("wang.fang@example.com.cn"), List.of("7"))),
                Map.entry("phone", new Sample(new PhoneType(), List.of("+86 138-0000-0000"), List.of("7"))),
                Map.entry("url", new Sample(new UrlType(), List.of("https://例子.com/路径?x=1"), List.of("7"))),
                Map.entry(
                        "integer",
                        new Sample(
                                new IntegerType(big.negate(), big),
                                List.of(BigDecimal.ZERO, big, big.negate()),
                                List.of("\"1\"", "1000000000000000000", "1e30", "true"))),
                Map.entry(
                        "decimal",
                        new Sample(
                                new DecimalType(10, big.negate(), big),
                                List.of(
                                        new BigDecimal("0.0000000000"),
                                        new BigDecimal("0.0000000001"),
                                        new BigDecimal("-999999999999999998.9999999999")),
                                List.of("\"1\"", "999999999999999999.5", "1e30"))),
                Map.entry(
                        "percent",
                        new Sample(
                                new PercentType(4, new BigDecimal("-1"), BigDecimal.ONE),
                                List.of(
                                        new BigDecimal("0.150000"),
                                        new BigDecimal("-1.000000"),
                                        new BigDecimal("0.000001")),
                                List.of("\"15%\"", "1.1"))),
                Map.entry(
                        "money",
                        new Sample(
                                new MoneyType(4),
                                List.of(
                                        new Money(new BigDecimal("999999999999999999.9999"), "CNY"),
                                        new Money(new BigDecimal("-0.0001"), "USD"),
                                        new Money(BigDecimal.ZERO, "CHF")),
                                List.of(
                                        "\"1\"",
                                        "{\"amount\":1,\"currency\":\"yuan\"}",
                                        "{\"amount\":1,\"x\":2}",
                                        "{}",
                                        "{\"amount\":\"1\"}",
                                        "1e18"))),
                Map.entry("boolean", new Sample(new BooleanType(true), List.of(true, false), List.of("1", "\"true\""))),
                Map.entry(
                        "date",
                        new Sample(
                                new DateType(),
                                List.of(
                                        LocalDate.of(1000, 1, 1),
                                        LocalDate.of(9999, 12, 31),
                                        LocalDate.of(2024, 2, 29)),
                                List.of(
                                        "20261121",
                                        "\"2026-1-1\"",
                                        "\"2026-13-01\"",
                                        "\"0999-01-01\"",
                                        "\"2026-11-21T00:00:00Z\""))),
                Map.entry(
                        "date_time",
                        new Sample(
                                new DateTimeType(),
                                List.of(Instant.parse("1000-01-01T00:00:00Z"), Instant.parse("2026-11-21T06:20:31Z")),
                                List.of("1", "\"2026-11-21\"", "\"2026-11-21T06:20:00\""))),
                Map.entry(
                        "choice",
                        new Sample(
                                new ChoiceType(OPTIONS),
                                List.of("draft", "Old-1"),
                                List.of("\"Draft\"", "1", "\"gone\""))),
                Map.entry("stage", new Sample(new StageType("sales", OPTIONS), List.of("draft"), List.of("\"gone\""))),
                Map.entry(
                        "lookup",
                        new Sample(
                                new LookupType("account"),
                                List.of(new RecordId(1), new RecordId(Long.MAX_VALUE)),
                                List.of("1", "\"0\"", "\"x\"", "\"-5\""))),
                Map.entry("user", new Sample(new UserType(), List.of(new RecordId(5)), List.of("1"))),
                Map.entry("department", new Sample(new DepartmentType(), List.of(new RecordId(5)), List.of("1"))),
                Map.entry(
                        "lines",
                        new Sample(
                                new LinesType("quote_line"),
                                List.of(List.of(
                                        JsonNodeFactory.instance.objectNode().put("quantity", 1))),
                                List.of("{}", "[1]", "\"x\""))),
                Map.entry(
                        "auto_number",
                        new Sample(
                                new AutoNumberType("QT-{yyyy}-{seq:4}", AutoNumberType.Mode.GAPLESS),
                                List.of("QT-2026-0001"),
                                List.of("1"))),
                Map.entry(
                        "formula",
                        new Sample(
                                new FormulaType("a + b", new PercentType(2, null, null), FormulaType.BlankAs.BLANK),
                                List.of(new BigDecimal("0.1500")),
                                List.of("\"x\""))),
                Map.entry(
                        "roll_up",
                        new Sample(
                                new RollUpType(
                                        "deal",
                                        "account",
                                        RollUpType.Function.SUM,
                                        "total",
                                        "stage = 'won'",
                                        "",
                                        ",",
                                        new DecimalType(2, null, null)),
                                List.of(new BigDecimal("1234.50")),
                                List.of("\"x\""))));
    }

    private static final class Context implements dev.trellis.core.field.FieldContext {
        @Override
        public java.util.Optional<List<Editor.Option>> stages(String pipeline) {
            return java.util.Optional.of(OPTIONS);
        }

        @Override
        public String currency() {
            return "EUR";
        }

        @Override
        public ZoneId zone() {
            return ZoneId.of("Asia/Shanghai");
        }
    }

    private static Decoded number(String text) {
        return Decoded.of(new BigDecimal(text));
    }

    private static Decoded money(String amount, String currency) {
        return Decoded.of(new Money(new BigDecimal(amount), currency));
    }

    private static String problem(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused) decoded).problem().code().key();
    }
}
