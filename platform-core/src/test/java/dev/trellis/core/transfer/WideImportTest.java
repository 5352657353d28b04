package dev.trellis.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.export.ExportRequest;
import dev.trellis.core.export.ExportResult;
import dev.trellis.core.export.Exports;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.sheet.Cell;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.sheet.SheetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A file with 500 columns, 80 of them lookups and 360 texts, through the importer and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WideImportTest {

    private static final int TEXTS = 300;
    private static final int LONG_TEXTS = 60;
    private static final int NUMBERS = 59;
    private static final int LOOKUPS = 80;
    private static final int TEXT_LENGTH = 200;
    private static final int LONG_LENGTH = 4000;
    private static final int REFERRED = 7;

    /** 1, 40 and 41 bytes of one, two, three and four bytes a character. */
    private static final List<String> TEXTS_OF_LENGTHS =
            List.of("x", "x".repeat(40), "x".repeat(41), "é".repeat(20), "界".repeat(13) + "é", "😀".repeat(10) + "x");

    private TransferWorld world;
    private Actor.Person clerk;
    private List<RecordId> accounts;
    private List<String> fields;

    @BeforeAll
    void start() {
        world = TransferWorld.start();
        var result = world.app
                .get(Publisher.class)
                .install(new Actor.Platform(Actor.Purpose.INSTALL), SampleMetadata.definitions(wide()), "wide");
        assertThat(result).isInstanceOf(PublishResult.Published.class);
        clerk = world.person("钱多多", "wide_clerk", Locale.ENGLISH);
        accounts = IntStream.range(0, REFERRED)
                .mapToObj(i -> world.install("account", Map.of("name", "Wide " + i, "tax_no", "W" + i)))
                .toList();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private ObjectNode wide() {
        var all = JsonNodeFactory.instance.objectNode();
        var entity = all.putArray("entity").addObject();
        entity.put("id", "wide").put("title", "name");
        entity.putObject("label").put("en", "Wide");
        entity.putObject("plural").put("en", "Wide ones");
        var array = entity.putArray("fields");
        field(array.addObject(), "name", "text")
                .put("maxLength", 100)
                .put("required", true)
                .put("unique", true);
        times(TEXTS, i -> field(array.addObject(), "t" + i, "text").put("maxLength", TEXT_LENGTH));
        times(LONG_TEXTS, i -> field(array.addObject(), "m" + i, "long_text").put("maxLength", LONG_LENGTH));
        times(NUMBERS, i -> field(array.addObject(), "n" + i, "decimal"));
        times(LOOKUPS, i -> field(array.addObject(), "l" + i, "lookup").put("entity", "account"));
        fields = new ArrayList<>();
        array.forEach(field -> fields.add(field.path("id").stringValue()));
        assertThat(fields).hasSize(500);
        var role = all.putArray("role").addObject();
        role.put("id", "wide_clerk").putObject("label").put("en", "Clerk of wide ones");
        var rights = role.putObject("entities");
        var own = rights.putObject("wide");
        var verbs = own.putObject("verbs");
        List.of("create", "read", "edit", "delete", "import", "export").forEach(verb -> verbs.put(verb, "all"));
        own.put("otherFields", "write");
        var referred = rights.putObject("account");
        referred.putObject("verbs").put("read", "all");
        referred.put("otherFields", "read");
        return all;
    }

    private static void times(int times, java.util.function.IntConsumer work) {
        IntStream.range(0, times).forEach(work);
    }

    private static ObjectNode field(ObjectNode field, String id, String type) {
        field.put("id", id).put("type", type).putObject("label").put("en", "Field " + id);
        return field;
    }

    /** The cells of a row: texts in two lengths, numbers, and lookups by number or by name. */
    private List<String> row(String name, String text, String longText) {
        var cells = new ArrayList<String>(List.of(name));
        times(TEXTS, i -> cells.add(text));
        times(LONG_TEXTS, i -> cells.add(longText));
        times(NUMBERS, i -> cells.add("1," + (100 + i) + ".25"));
        times(LOOKUPS, i -> cells.add((i % 2 == 0 ? "W" : "Wide ") + i % REFERRED));
        return cells;
    }

    private Map<String, Object> expected(List<String> cells) {
        var values = new HashMap<String, Object>();
        values.put("name", cells.getFirst());
        times(TEXTS, i -> values.put("t" + i, cells.get(1)));
        times(LONG_TEXTS, i -> values.put("m" + i, cells.get(1 + TEXTS)));
        times(NUMBERS, i -> values.put("n" + i, new BigDecimal("1" + (100 + i) + ".25")));
        times(LOOKUPS, i -> values.put("l" + i, accounts.get(i % REFERRED)));
        return values;
    }

    private List<String> header() {
        return fields.stream()
                .map(id -> id.equals("name") ? "Field name" : "Field " + id)
                .toList();
    }

    private static byte[] file(SheetFormat format, List<List<String>> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(format, out, "wide")) {
            writer.header(rows.getFirst());
            for (var row : rows.subList(1, rows.size())) {
                writer.row(row.stream().map(Cell.Text::new).toList());
            }
        }
        return out.toByteArray();
    }

    private ImportRun stage(SheetFormat format, List<List<String>> rows) throws IOException {
        return TransferWorld.accepted(
                world.imports.stage(clerk, "wide", "wide." + format.key(), TransferWorld.file(file(format, rows))));
    }

    private Map<String, StoredRecord> stored() {
        var found = new HashMap<String, StoredRecord>();
        world.all(clerk, "wide", fields.toArray(String[]::new))
                .forEach(record -> found.put((String) record.value("name"), record));
        return found;
    }

    private void holds(StoredRecord record, List<String> cells) {
        expected(cells).forEach((field, value) -> {
            var found = record.value(field);
            assertThat(found instanceof BigDecimal number ? number.stripTrailingZeros() : found)
                    .as(field)
                    .isEqualTo(value);
        });
    }

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void it_is_tried_imported_corrected_brought_up_to_date_and_taken_back(SheetFormat format) throws IOException {
        var rows = new ArrayList<List<String>>(List.of(header()));
        var good = new ArrayList<List<String>>();
        for (var text : TEXTS_OF_LENGTHS) {
            good.add(row(format + " " + good.size(), text, text));
        }
        good.add(row(format + " longest", "😀".repeat(TEXT_LENGTH), "界".repeat(LONG_LENGTH)));
        rows.addAll(good);
        var faulty = row(format + " faulty", "ok", "ok");
        faulty.set(fields.indexOf("t299"), "x".repeat(TEXT_LENGTH + 1));
        faulty.set(fields.indexOf("m59"), "界".repeat(LONG_LENGTH + 1));
        faulty.set(fields.indexOf("n58"), "many");
        faulty.set(fields.indexOf("l79"), "Nobody");
        rows.add(faulty);
        var nameless = row("", "ok", "ok");
        rows.add(nameless);

        var run = stage(format, rows);
        var plan = world.mapping(clerk, run).suggested();
        assertThat(plan.columns()).hasSize(500);
        assertThat(plan.mode()).isEqualTo(ImportMode.UPSERT);
        assertThat(plan.key()).containsExactly("name");
        var checked = world.check(clerk, run, plan);

        assertThat(checked.counts()).isEqualTo(new ImportCounts(7, 0, 0, 0, 2));
        assertThat(world.problems(clerk, checked))
                .containsExactlyInAnyOrder(
                        "9 t299 TEXT_TOO_LONG",
                        "9 m59 TEXT_TOO_LONG",
                        "9 n58 NUMBER_SHAPE",
                        "9 l79 ROW_REFERENCE_UNKNOWN",
                        "10 name REQUIRED");
        assertThat(stored()).isEmpty();

        var done = world.run(clerk, run, plan);
        assertThat(done.counts()).isEqualTo(checked.counts());
        var stored = stored();
        assertThat(stored).hasSize(7);
        good.forEach(cells -> holds(stored.get(cells.getFirst()), cells));

        theFaultyRowsComeBackWithTheirReasons(format, done, faulty, nameless);
        whatIsThereIsBroughtUpToDate(format, rows, good);
        var undone = world.undo(clerk, done);
        assertThat(undone.restored()).isEqualTo(6);
        assertThat(world.problems(clerk, undone)).containsExactly("2  UNDO_CHANGED_SINCE");
        remove(stored().values());
    }

    private void remove(Collection<StoredRecord> left) {
        assertThat(left).hasSize(1);
        left.forEach(record -> assertThat(
                        world.records.save(clerk, new Change.Delete("wide", record.id(), record.version())))
                .isInstanceOf(SaveResult.Saved.class));
    }

    private void theFaultyRowsComeBackWithTheirReasons(
            SheetFormat format, ImportRun done, List<String> faulty, List<String> nameless) throws IOException {
        var out = new ByteArrayOutputStream();
        world.imports.writeFaulty(clerk, done.id(), format, Locale.ENGLISH, out);
        var back = TransferWorld.accepted(
                world.imports.stage(clerk, "wide", "faulty." + format.key(), TransferWorld.file(out.toByteArray())));
        assertThat(back.header()).hasSize(501).startsWith("Field name", "Field t0");
        var samples = world.mapping(clerk, back).samples();
        assertThat(samples).hasSize(2);
        assertThat(samples.get(0).subList(0, 500)).isEqualTo(faulty);
        assertThat(samples.get(0).get(500)).contains("Field t299", "Field m59", "Field n58", "Field l79");
        assertThat(samples.get(1).subList(0, 500)).isEqualTo(nameless);
    }

    /** The same file again changes nothing; a changed cell changes one record, and undo brings the old text back. */
    private void whatIsThereIsBroughtUpToDate(SheetFormat format, List<List<String>> rows, List<List<String>> good)
            throws IOException {
        var again = stage(format, rows.subList(0, 8));
        var plan = world.mapping(clerk, again).suggested();
        assertThat(world.run(clerk, again, plan).counts()).isEqualTo(new ImportCounts(0, 0, 7, 0, 0));
        var changed = new ArrayList<>(good.getFirst());
        changed.set(fields.indexOf("t150"), "y".repeat(41));
        changed.set(fields.indexOf("l40"), "W6");
        var update = world.run(clerk, stage(format, List.of(header(), changed)), plan);
        assertThat(update.counts()).isEqualTo(new ImportCounts(0, 1, 0, 0, 0));
        var record = stored().get(changed.getFirst());
        assertThat(record.value("t150")).isEqualTo("y".repeat(41));
        assertThat(record.value("l40")).isEqualTo(accounts.get(6));
        assertThat(world.undo(clerk, update).kept()).isZero();
        holds(stored().get(changed.getFirst()), good.getFirst());
    }

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void what_is_exported_whole_comes_back_by_its_ids_unchanged(SheetFormat format) throws IOException {
        var rows = List.of(header(), row("Out " + format, "😀".repeat(TEXT_LENGTH), "界".repeat(LONG_LENGTH)));
        var run = stage(format, rows);
        var done = world.run(clerk, run, world.mapping(clerk, run).suggested());
        assertThat(done.counts()).isEqualTo(new ImportCounts(1, 0, 0, 0, 0));
        var prepared = world.app
                .get(Exports.class)
                .prepare(
                        clerk,
                        new ExportRequest(RecordQuery.of("wide", List.of()), List.of(), format, true, Locale.ENGLISH));
        assertThat(prepared).isInstanceOf(ExportResult.Ready.class);
        var out = new ByteArrayOutputStream();
        ((ExportResult.Ready) prepared).export().writeTo(out);
        var name = "out." + format.key();
        var staged =
                TransferWorld.accepted(world.imports.stage(clerk, "wide", name, TransferWorld.file(out.toByteArray())));

        var back = world.run(clerk, staged, world.mapping(clerk, staged).suggested());

        assertThat(back.counts()).isEqualTo(new ImportCounts(0, 0, 1, 0, 0));
        world.undo(clerk, done);
        assertThat(stored()).isEmpty();
    }
}
