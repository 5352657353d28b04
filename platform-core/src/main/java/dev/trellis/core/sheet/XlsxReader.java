package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first sheet with rows of an XLSX file, as a stream. Document types and entities are off; what is inflated,
 * and every count that a file may claim, has a limit.
 */
final class XlsxReader {

    private static final String WORKBOOK = "xl/workbook.xml";

    /** Where a text stops being collected: beyond every limit of a cell, far below what would hurt. */
    private static final int LONGEST_TEXT = 1_000_000;

    private final SheetLimits limits;
    private final GuardedRows rows;
    private final XMLInputFactory factory;
    private long inflated;

    XlsxReader(SheetLimits limits, GuardedRows rows) {
        this.limits = limits;
        this.rows = rows;
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private record Tab(String name, String part) {}

    /** Returns the name of the sheet that was read. */
    String read(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            checkNames(zip);
            if (zip.getEntry(WORKBOOK) == null) {
                throw new SheetTrouble(Problem.at("", SheetProblem.FILE_NOT_XLSX));
            }
            var relations = relations(zip);
            var book = workbook(zip, relations);
            var styles = XlsxStyles.read(part(zip, target(relations, "/styles", "xl/styles.xml")), this);
            var strings = strings(zip, target(relations, "/sharedStrings", "xl/sharedStrings.xml"));
            for (var tab : book.tabs()) {
                var in = part(zip, tab.part());
                if (in.isPresent()) {
                    new XlsxSheet(rows, strings, styles, book.from1904()).read(xml(in.get()));
                    if (rows.rows() > 0) {
                        return tab.name();
                    }
                }
            }
            return "";
        } catch (ZipException | XMLStreamException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw new SheetTrouble(Problem.at("", SheetProblem.FILE_BROKEN));
        }
    }

    private static void checkNames(ZipFile zip) {
        var seen = new HashSet<String>();
        zip.stream().map(ZipEntry::getName).forEach(name -> {
            if (!seen.add(name) || seen.size() > 10_000) {
                throw new SheetTrouble(Problem.at("", SheetProblem.FILE_BROKEN));
            }
        });
    }

    Optional<InputStream> part(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                count(Math.max(0, read));
                return read;
            }
        });
    }

    private void count(int bytes) {
        inflated += bytes;
        if (inflated > limits.inflatedBytes()) {
            throw new SheetTrouble(
                    Problem.at("", SheetProblem.FILE_INFLATES).with("max", limits.inflatedBytes() >> 20));
        }
    }

    XMLStreamReader xml(InputStream in) throws XMLStreamException {
        return factory.createXMLStreamReader(in, "UTF-8");
    }

    private static String target(Map<String, Relation> relations, String type, String usual) {
        return relations.values().stream()
                .filter(relation -> relation.type().endsWith(type))
                .map(Relation::part)
                .findFirst()
                .orElse(usual);
    }

    private record Relation(String type, String part) {}

    private Map<String, Relation> relations(ZipFile zip) throws IOException, XMLStreamException {
        var found = new HashMap<String, Relation>();
        var in = part(zip, "xl/_rels/workbook.xml.rels");
        if (in.isEmpty()) {
            return found;
        }
        var xml = xml(in.get());
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("Relationship")
                    && !"External".equals(xml.getAttributeValue(null, "TargetMode"))) {
                var id = xml.getAttributeValue(null, "Id");
                var type = xml.getAttributeValue(null, "Type");
                var target = xml.getAttributeValue(null, "Target");
                if (id != null && type != null && target != null) {
                    found.put(id, new Relation(type, target.startsWith("/") ? target.substring(1) : "xl/" + target));
                }
            }
        }
        return found;
    }

    private record Book(List<Tab> tabs, boolean from1904) {}

    private Book workbook(ZipFile zip, Map<String, Relation> relations) throws IOException, XMLStreamException {
        var tabs = new ArrayList<Tab>();
        boolean from1904 = false;
        var xml = xml(part(zip, WORKBOOK).orElseThrow());
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("workbookPr")) {
                from1904 = isTrue(xml.getAttributeValue(null, "date1904"));
            } else if (xml.getLocalName().equals("sheet")) {
                tab(xml, relations).ifPresent(tabs::add);
            }
        }
        return new Book(tabs, from1904);
    }

    private static Optional<Tab> tab(XMLStreamReader xml, Map<String, Relation> relations) {
        var state = xml.getAttributeValue(null, "state");
        String id = null;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("id")) {
                id = xml.getAttributeValue(i);
            }
        }
        var name = xml.getAttributeValue(null, "name");
        var relation = id == null ? null : relations.get(id);
        return relation == null || (state != null && !state.equals("visible"))
                ? Optional.empty()
                : Optional.of(new Tab(name == null ? "" : name, relation.part()));
    }

    static boolean isTrue(@Nullable String value) {
        return "1".equals(value) || "true".equals(value);
    }

    /** The texts that cells refer to by number. */
    private List<String> strings(ZipFile zip, String name) throws IOException, XMLStreamException {
        var strings = new ArrayList<String>();
        var in = part(zip, name);
        if (in.isEmpty()) {
            return strings;
        }
        long characters = 0;
        var xml = xml(in.get());
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("si")) {
                var text = text(xml, "si");
                // What a text costs besides its characters.
                characters += text.length() + 16L;
                if (characters > limits.sharedCharacters()) {
                    throw new SheetTrouble(
                            Problem.at("", SheetProblem.FILE_INFLATES).with("max", limits.sharedCharacters() >> 20));
                }
                rows.checkCell(0, text.length());
                strings.add(text);
            }
        }
        return strings;
    }

    /** Joins the text runs up to the end of an element; phonetic guides are not part of the text. */
    static String text(XMLStreamReader xml, String end) throws XMLStreamException {
        var text = new StringBuilder();
        boolean phonetic = false;
        boolean inText = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                phonetic |= xml.getLocalName().equals("rPh");
                inText = !phonetic && xml.getLocalName().equals("t");
            } else if (event == XMLStreamReader.END_ELEMENT) {
                inText = false;
                if (xml.getLocalName().equals("rPh")) {
                    phonetic = false;
                } else if (xml.getLocalName().equals(end)) {
                    break;
                }
            } else if (inText && xml.isCharacters() && text.length() < LONGEST_TEXT) {
                text.append(xml.getText());
            }
        }
        return XlsxText.unescape(text.toString());
    }

    /** Returns the text inside the element just entered, and leaves it. */
    static String content(XMLStreamReader xml) throws XMLStreamException {
        var text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (xml.isCharacters() && text.length() < LONGEST_TEXT) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }
}
