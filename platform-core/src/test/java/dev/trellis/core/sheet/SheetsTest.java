package dev.trellis.core.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetsTest {

    private static final String CHINESE = "名称,电话\n恒通科技,021-5555\n𠮷野家,010-8888\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"})
    void a_text_file_is_read_in_whatever_charset_it_is_written(String charset) throws IOException {
        assertThat(rows(CHINESE.getBytes(Charset.forName(charset))))
                .containsExactly(List.of("名称", "电话"), List.of("恒通科技", "021-5555"), List.of("𠮷野家", "010-8888"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void the_delimiter_is_found(String delimiter) throws IOException {
        var text = "a,b,c\r\n1,\"x,y;z\t|\",3\r\n"
                .replace("a,b,c", String.join(delimiter, "a", "b", "c"))
                .replace("1,\"", "1" + delimiter + "\"")
                .replace("\",3", "\"" + delimiter + "3");

        assertThat(rows(text.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b", "c"), List.of("1", "x,y;z\t|", "3"));
    }

    @Test
    void quotes_and_line_breaks_inside_quotes_belong_to_the_cell() throws IOException {
        assertThat(rows("a,b\n\"say \"\"hi\"\"\",\"one\r\ntwo\"\n\n,,\nlast,".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b"), List.of("say \"hi\"", "one\r\ntwo"), List.of("last", ""));
    }

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void what_is_written_is_read_back(SheetFormat format) throws IOException {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var texts = new ArrayList<List<String>>();
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(format, out, "客户 [2026]")) {
            writer.header(List.of("=a", "b"));
            for (int i = 0; i < 500; i++) {
                var row = List.of("r" + i, text(random));
                texts.add(row);
                writer.row(row.stream().map(Cell.Text::new).toList());
            }
        }

        var read = rows(out.toByteArray());

        assertThat(read.getFirst()).containsExactly("=a", "b");
        assertThat(read.subList(1, read.size()))
                .usingElementComparator((left, right) -> padded(left).equals(right) ? 0 : 1)
                .isEqualTo(texts);
    }

    private static List<String> padded(List<String> row) {
        return row.size() == 1 ? List.of(row.getFirst(), "") : row;
    }

    private static String text(Random random) {
        var pieces = List.of(
                "=",
                "+",
                "-",
                "@",
                "\t",
                "\n",
                "\r",
                "'",
                "\"",
                ",",
                ";",
                "＝",
                " ",
                "\u3000",
                "\uFEFF",
                "\u200B",
                "1",
                "-5",
                "cmd|' /C calc'!A0",
                "张三",
                "𠮷",
                "👨‍👩‍👧",
                "_x000D_",
                "_x",
                "<&>",
                "]]>",
                "\uFFFF",
                "a",
                "%",
                "\uFFFE");
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+2", "@A1", "\t=1", "\r=1", " =1", "\uFEFF=1", "＝1", "'=1", "\u200B@x"})
    void no_cell_of_a_csv_file_begins_like_a_formula(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(SheetFormat.CSV, out, "")) {
            writer.row(List.of(new Cell.Text(text), new Cell.Text("x")));
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\uFEFF\"'");
    }

    @Test
    void numbers_and_days_of_a_workbook_are_read_as_they_are_shown() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(SheetFormat.XLSX, out, "n")) {
            writer.row(List.of(
                    new Cell.Number(new BigDecimal("19.99"), 2, false),
                    new Cell.Number(new BigDecimal("0.155"), 1, true),
                    new Cell.Number(new BigDecimal("123456789012345678.25"), 2, false),
                    new Cell.Day(LocalDate.of(2026, 11, 21)),
                    new Cell.Day(LocalDate.of(1066, 10, 14)),
                    new Cell.Moment(LocalDateTime.of(2026, 11, 21, 23, 59, 59)),
                    Cell.BLANK,
                    new Cell.Number(new BigDecimal("-0.5"), 2, false)));
        }

        assertThat(rows(out.toByteArray()))
                .containsExactly(List.of(
                        "19.99",
                        "15.5%",
                        "123456789012345678.25",
                        "2026-11-21",
                        "1066-10-14",
                        "2026-11-21 23:59:59",
                        "",
                        "-0.5"));
    }

    @Test
    void a_text_that_no_excel_cell_holds_is_cut_and_the_cut_one_is_refused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(SheetFormat.XLSX, out, "n")) {
            writer.row(List.of(new Cell.Text("x".repeat(40_000))));
        }

        assertThat(refusal(out.toByteArray())).isEqualTo("SHEET_CELL_CUT");
    }

    @Test
    void a_bomb_is_refused_quickly_and_in_little_memory() throws IOException {
        var start = System.nanoTime();

        assertThat(refusal(bomb("xl/sharedStrings.xml", "<sst>", "<si><t>aaaaaaaaaaaaaaaa</t></si>", 3_000_000)))
                .isEqualTo("FILE_INFLATES");
        assertThat(refusal(bomb(
                        "xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>",
                        "x".repeat(1_000),
                        60_000)))
                .isIn("SHEET_CELL_TOO_LONG", "FILE_BROKEN");
        assertThat(refusal(
                        workbook("<worksheet><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>")))
                .isEqualTo("SHEET_TOO_MANY_COLUMNS");
        assertThat(refusal(workbook("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet><sheetData>"
                        + "<row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>")))
                .isIn("FILE_BROKEN", "FILE_EMPTY");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_number_with_a_monstrous_exponent_stays_a_text() throws IOException {
        assertThat(rows(workbook(
                        "<worksheet><sheetData><row><c><v>1e1000000000</v></c></row></sheetData></worksheet>")))
                .containsExactly(List.of("1e1000000000"));
    }

    @Test
    void files_that_are_no_sheets_are_refused_by_name() throws IOException {
        assertThat(refusal(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}))
                .isEqualTo("FILE_OLD_EXCEL");
        assertThat(refusal(zip("readme.txt", "hello"))).isEqualTo("FILE_NOT_XLSX");
        assertThat(refusal("PK\u0003\u0004 broken".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("FILE_BROKEN");
        assertThat(refusal(new byte[] {1, 0, 2, 3, 0, 0, 7})).isEqualTo("FILE_NOT_TEXT");
        assertThat(refusal(new byte[0])).isEqualTo("FILE_EMPTY");
        assertThat(refusal(("a,b\n\"" + "x".repeat(200_000)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("SHEET_CELL_TOO_LONG");
        assertThat(refusal("a,b\n".repeat(200_010).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("SHEET_TOO_MANY_ROWS");
        assertThat(refusal("a,".repeat(1_101).getBytes(StandardCharsets.UTF_8))).isEqualTo("SHEET_TOO_MANY_COLUMNS");
    }

    private static byte[] bomb(String part, String before, String repeated, int times) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write(WORKBOOK.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("xl/_rels/workbook.xml.rels"));
            zip.write(RELATIONS.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(part));
            zip.write(before.getBytes(StandardCharsets.UTF_8));
            var bytes = repeated.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < times; i++) {
                zip.write(bytes);
            }
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private static final String WORKBOOK = """
            <workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>""";
    private static final String RELATIONS = """
            <Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""";

    private static byte[] workbook(String sheet) throws IOException {
        return zip(
                "xl/workbook.xml",
                WORKBOOK,
                "xl/_rels/workbook.xml.rels",
                RELATIONS,
                "xl/worksheets/sheet1.xml",
                sheet);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private List<List<String>> rows(byte[] bytes) throws IOException {
        var rows = new ArrayList<List<String>>();
        var reading = Sheets.read(file(bytes), SheetLimits.DEFAULT, row -> rows.add(row.cells()));
        assertThat(reading).isInstanceOf(SheetReading.Read.class);
        return rows;
    }

    private String refusal(byte[] bytes) throws IOException {
        var reading = Sheets.read(file(bytes), SheetLimits.DEFAULT, _ -> {});
        assertThat(reading).isInstanceOf(SheetReading.Refused.class);
        return ((SheetReading.Refused) reading).problem().code().key();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "sheet", ".bin"), bytes);
    }
}
