package dev.trellis.core.sheet;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What the number of a cell means: a plain number, a percentage, a day, a time of day, a moment. */
final class XlsxStyles {

    /** The meanings. */
    enum Meaning {
        NUMBER,
        PERCENT,
        DAY,
        TIME,
        MOMENT
    }

    private static final int MOST = 100_000;

    private final List<Meaning> meanings;

    private XlsxStyles(List<Meaning> meanings) {
        this.meanings = meanings;
    }

    static XlsxStyles read(Optional<InputStream> in, XlsxReader reader) throws XMLStreamException {
        var meanings = new ArrayList<Meaning>();
        if (in.isEmpty()) {
            return new XlsxStyles(meanings);
        }
        var custom = new HashMap<String, String>();
        var xml = reader.xml(in.get());
        boolean inCells = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
                break;
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "numFmt" -> format(xml, custom);
                case "cellXfs" -> inCells = true;
                case "xf" -> {
                    if (inCells && meanings.size() < MOST) {
                        meanings.add(meaning(xml.getAttributeValue(null, "numFmtId"), custom));
                    }
                }
                default -> {}
            }
        }
        return new XlsxStyles(meanings);
    }

    private static void format(XMLStreamReader xml, Map<String, String> custom) {
        var id = xml.getAttributeValue(null, "numFmtId");
        var code = xml.getAttributeValue(null, "formatCode");
        if (id != null && code != null && custom.size() < MOST) {
            custom.put(id, code);
        }
    }

    Meaning meaning(@Nullable String style) {
        if (style == null || !style.matches("[0-9]{1,6}")) {
            return Meaning.NUMBER;
        }
        int index = Integer.parseInt(style);
        return index < meanings.size() ? meanings.get(index) : Meaning.NUMBER;
    }

    private static Meaning meaning(@Nullable String id, Map<String, String> custom) {
        if (id == null || !id.matches("[0-9]{1,6}")) {
            return Meaning.NUMBER;
        }
        var code = custom.get(id);
        return code == null ? builtIn(Integer.parseInt(id)) : coded(code);
    }

    private static Meaning builtIn(int id) {
        return switch (id) {
            case 9, 10 -> Meaning.PERCENT;
            case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> Meaning.DAY;
            case 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56 -> Meaning.TIME;
            case 22 -> Meaning.MOMENT;
            default -> Meaning.NUMBER;
        };
    }

    /** Reads a format's code: what stands in quotes, brackets or behind a backslash means nothing. */
    private static Meaning coded(String code) {
        var bare = code.split(";", 2)[0]
                .replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]", "")
                .toLowerCase(java.util.Locale.ROOT);
        if (bare.contains("general")) {
            return Meaning.NUMBER;
        }
        boolean day = bare.contains("y") || bare.contains("d");
        boolean time = bare.contains("h") || bare.contains("s");
        if (day && time) {
            return Meaning.MOMENT;
        }
        if (time) {
            return Meaning.TIME;
        }
        if (day || bare.contains("m")) {
            return Meaning.DAY;
        }
        return bare.contains("%") ? Meaning.PERCENT : Meaning.NUMBER;
    }
}
