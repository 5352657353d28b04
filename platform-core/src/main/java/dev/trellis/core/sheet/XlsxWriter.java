package dev.trellis.core.sheet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One sheet in the format of Excel, written through. Numbers that a double cannot hold, days that Excel does not know and
 * whatever else would come back changed are written as texts.
 */
final class XlsxWriter implements SheetWriter {

    /** What a cell holds at most in Excel; a longer text is cut and marked, and the mark is refused when read. */
    static final int MOST_CHARACTERS = 32_767;

    private static final String CUT = "…✂ trellis";
    private static final int EXACT_DIGITS = 15;
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final int MOST_DECIMALS = 6;

    // Style numbers, in the order of STYLES below.
    private static final int HEADER = 1;
    private static final int DAY = 2;
    private static final int MOMENT = 3;
    private static final int QUOTED = 4;
    private static final int NUMBERS = 5;
    private static final int PERCENTS = NUMBERS + MOST_DECIMALS + 1;

    private final ZipOutputStream zip;
    private final Writer out;
    private int row;

    XlsxWriter(OutputStream stream, String sheet) throws IOException {
        zip = new ZipOutputStream(stream);
        out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);
        part("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
                <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
                </Types>""");
        part("_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
                </Relationships>""");
        part("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
                <sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>""".formatted(xml(sheetName(sheet))));
        part("xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>\
                <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
                </Relationships>""");
        part("xl/styles.xml", styles());
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                + "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
                + "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
                + "<sheetFormatPr defaultColWidth=\"16\" defaultRowHeight=\"15\"/><sheetData>");
    }

    static boolean isCut(String text) {
        return text.length() >= MOST_CHARACTERS - 2 && text.endsWith(CUT);
    }

    private static String styles() {
        var formats = new StringBuilder();
        var styles = new StringBuilder();
        for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
            var digits = decimals == 0 ? "" : "." + "0".repeat(decimals);
            formats.append("<numFmt numFmtId=\"%d\" formatCode=\"#,##0%s\"/>".formatted(170 + decimals, digits));
            styles.append(style(170 + decimals, ""));
        }
        for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
            var digits = decimals == 0 ? "" : "." + "0".repeat(decimals);
            formats.append("<numFmt numFmtId=\"%d\" formatCode=\"0%s%%\"/>".formatted(180 + decimals, digits));
            styles.append(style(180 + decimals, ""));
        }
        return """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <numFmts count="%d"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
                <numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/>%s</numFmts>\
                <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
                <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
                <fills count="2"><fill><patternFill patternType="none"/></fill>\
                <fill><patternFill patternType="gray125"/></fill></fills>\
                <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
                <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
                <cellXfs count="%d">%s<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>%s%s%s%s</cellXfs>\
                </styleSheet>""".formatted(
                        2 + 2 * (MOST_DECIMALS + 1),
                        formats,
                        PERCENTS + MOST_DECIMALS + 1,
                        style(0, ""),
                        style(164, ""),
                        style(165, ""),
                        style(0, " quotePrefix=\"1\""),
                        styles);
    }

    private static String style(int format, String more) {
        return "<xf numFmtId=\"%d\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"%s/>"
                .formatted(format, more);
    }

    private void part(String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + text)
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** Excel refuses some characters, more than 31 of them and an apostrophe at the ends. */
    private static String sheetName(String wished) {
        var plain = wished.replaceAll("[\\[\\]:*?/\\\\'\\p{Cntrl}]", " ").strip();
        var cut =
                plain.substring(0, plain.offsetByCodePoints(0, Math.min(30, plain.codePointCount(0, plain.length()))));
        return cut.isBlank() ? "Sheet1" : cut;
    }

    @Override
    public void header(List<String> names) throws IOException {
        begin();
        for (int i = 0; i < names.size(); i++) {
            text(i, names.get(i), HEADER);
        }
        end();
    }

    @Override
    public void row(List<? extends Cell> cells) throws IOException {
        begin();
        for (int i = 0; i < cells.size(); i++) {
            cell(i, cells.get(i));
        }
        end();
    }

    private void begin() throws IOException {
        row++;
        out.write("<row r=\"" + row + "\">");
    }

    private void end() throws IOException {
        out.write("</row>");
    }

    private void cell(int column, Cell cell) throws IOException {
        switch (cell) {
            case Cell.Blank _ -> {}
            case Cell.Text(var text) -> text(column, text, SafeText.isRisky(text) ? QUOTED : 0);
            case Cell.Number number -> number(column, number);
            case Cell.Day(var day) -> {
                if (day.isBefore(FIRST_DAY)) {
                    text(column, day.toString(), 0);
                } else {
                    value(column, DAY, Long.toString(ChronoUnit.DAYS.between(DAY_ZERO, day)));
                }
            }
            case Cell.Moment(var local) -> moment(column, local);
        }
    }

    private void number(int column, Cell.Number number) throws IOException {
        var plain = number.value().stripTrailingZeros();
        if (plain.precision() > EXACT_DIGITS) {
            text(
                    column,
                    number.percent()
                            ? number.value().movePointRight(2).toPlainString() + "%"
                            : number.value().toPlainString(),
                    0);
            return;
        }
        var first = number.percent() ? PERCENTS : NUMBERS;
        value(column, first + Math.clamp(number.decimals(), 0, MOST_DECIMALS), plain.toPlainString());
    }

    private void moment(int column, LocalDateTime local) throws IOException {
        var day = local.toLocalDate();
        if (day.isBefore(FIRST_DAY)) {
            text(column, day + " " + local.toLocalTime().truncatedTo(ChronoUnit.SECONDS), 0);
            return;
        }
        long days = ChronoUnit.DAYS.between(DAY_ZERO, day);
        var part = BigDecimal.valueOf(local.toLocalTime().toSecondOfDay())
                .divide(BigDecimal.valueOf(LocalTime.MAX.toSecondOfDay() + 1L), 11, java.math.RoundingMode.HALF_UP);
        value(column, MOMENT, BigDecimal.valueOf(days).add(part).toPlainString());
    }

    private void value(int column, int style, String value) throws IOException {
        out.write("<c r=\"" + name(column) + row + "\" s=\"" + style + "\"><v>" + value + "</v></c>");
    }

    private void text(int column, String text, int style) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        var whole = XlsxText.escape(text);
        var fitting = whole.length() <= MOST_CHARACTERS ? whole : cut(whole);
        out.write("<c r=\"" + name(column) + row + "\" t=\"inlineStr\" s=\"" + style
                + "\"><is><t xml:space=\"preserve\">");
        out.write(xml(fitting));
        out.write("</t></is></c>");
    }

    private static String cut(String text) {
        int end = MOST_CHARACTERS - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String name(int column) {
        var name = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            name.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return name.toString();
    }

    @Override
    public void close() throws IOException {
        out.write("</sheetData></worksheet>");
        out.flush();
        zip.closeEntry();
        zip.finish();
    }
}
