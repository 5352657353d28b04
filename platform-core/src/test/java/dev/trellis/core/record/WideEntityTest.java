package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.schema.SchemaRunner;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** An entity with 500 fields, 80 of them lookups and 360 texts, through the gate on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WideEntityTest {

    private static final int LOOKUPS = 80;
    private static final int TEXTS = 300;
    private static final int LONG_TEXTS = 60;
    private static final int NUMBERS = 59;
    private static final int TEXT_LENGTH = 200;

    private TestWorkspace work;
    private Actor admin;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(SampleMetadata.definitions(wide()));
        admin = work.admin();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private static ObjectNode wide() {
        var all = TestWorkspace.json();
        var entity = all.withArray("entity").addObject();
        entity.put("id", "wide").put("title", "name");
        entity.putObject("label").put("en", "Wide");
        entity.putObject("plural").put("en", "Wide");
        var fields = entity.putArray("fields");
        field(fields.addObject(), "name", "text").put("maxLength", 100);
        IntStream.range(0, TEXTS)
                .forEach(i -> field(fields.addObject(), "t" + i, "text").put("maxLength", TEXT_LENGTH));
        IntStream.range(0, LONG_TEXTS).forEach(i -> field(fields.addObject(), "m" + i, "long_text"));
        IntStream.range(0, NUMBERS).forEach(i -> field(fields.addObject(), "n" + i, "decimal"));
        IntStream.range(0, LOOKUPS)
                .forEach(i -> field(fields.addObject(), "l" + i, "lookup").put("entity", "account"));
        var rights = ((ObjectNode) all.at("/role/0/entities")).putObject("wide");
        rights.setAll((ObjectNode) all.at("/role/0/entities/account").deepCopy());
        return all;
    }

    private static ObjectNode field(ObjectNode field, String id, String type) {
        field.put("id", id).put("type", type).putObject("label").put("en", id);
        return field;
    }

    private Map<String, Object> filled(String name, String text, String longText) {
        var values = new HashMap<String, Object>();
        values.put("name", name);
        IntStream.range(0, TEXTS).forEach(i -> values.put("t" + i, text));
        IntStream.range(0, LONG_TEXTS).forEach(i -> values.put("m" + i, longText));
        IntStream.range(0, NUMBERS).forEach(i -> values.put("n" + i, BigDecimal.valueOf(i)));
        IntStream.range(0, LOOKUPS).forEach(i -> values.put("l" + i, work.id("acme")));
        return values;
    }

    private RecordId created(String name, String text, String longText) {
        return work.save(admin, new Change.Create("wide", filled(name, text, longText)))
                .id();
    }

    @Test
    void it_has_500_fields_in_several_tables_and_nothing_is_left_to_do() {
        var metadata = work.app.get(LiveModel.class).current().metadata();
        var entity = metadata.entity("wide").orElseThrow();

        assertThat(entity.fields()).hasSize(500);
        assertThat(work.app.get(LiveModel.class).current().known("wide").extensions())
                .isNotEmpty();
        assertThat(work.app.get(SchemaRunner.class).plan(metadata).steps()).isEmpty();
    }

    @Test
    void every_text_is_kept_at_1_40_and_41_bytes_and_at_its_maximum() {
        var texts = List.of("x", "x".repeat(40), "x".repeat(41), "界".repeat(13), "😀".repeat(10) + "x");
        assertThat(texts.getLast().getBytes(StandardCharsets.UTF_8)).hasSize(41);
        var lengths = new ArrayList<>(texts);
        lengths.add("😀".repeat(TEXT_LENGTH));
        for (var text : lengths) {
            var id = created("Text " + text.length(), text, text);

            var found = work.find(admin, "wide", id);

            assertThat(found.value("t0")).isEqualTo(text);
            assertThat(found.value("t" + (TEXTS - 1))).isEqualTo(text);
            assertThat(found.value("m" + (LONG_TEXTS - 1))).isEqualTo(text);
            assertThat(found.value("n" + (NUMBERS - 1))).isEqualTo(new BigDecimal(NUMBERS - 1).setScale(2));
        }
        var longest = "界".repeat(4000);
        var id = created("Longest", "😀".repeat(TEXT_LENGTH), longest);
        assertThat(work.find(admin, "wide", id).value("m0")).isEqualTo(longest);
    }

    @Test
    void all_of_it_is_listed_with_the_names_behind_80_lookups() {
        var id = created("Listed", "listed", "listed");
        var paths = new LinkedHashSet<String>();
        IntStream.range(0, LOOKUPS).forEach(i -> paths.add("l" + i));
        IntStream.range(0, TEXTS).forEach(i -> paths.add("t" + i));

        var page = work.page(
                admin,
                RecordQuery.of("wide", List.copyOf(paths))
                        .filtered("id = :id", Map.of("id", id))
                        .page(0, 50));

        var record = page.items().getFirst();
        assertThat(record.values()).hasSize(LOOKUPS + TEXTS);
        assertThat(record.labels()).hasSize(LOOKUPS).containsValue("恒通科技").containsEntry("l79", "恒通科技");
        assertThat(work.find(admin, "wide", id).labels()).containsEntry("l79", "恒通科技");
    }

    @Test
    void it_is_filtered_sorted_changed_and_taken_in_by_batches() {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 20; i++) {
            var values = filled("Batch " + i, "batch", "batch");
            values.put("t299", "key " + (char) ('a' + i));
            values.put("n58", BigDecimal.valueOf(20 - i));
            changes.add(new Change.Create("wide", values));
        }

        var results = work.records.apply(admin, changes, Records.Mode.EACH);

        assertThat(results).allMatch(SaveResult.Saved.class::isInstance);
        var sorted = work.page(
                admin,
                RecordQuery.of("wide", List.of("name", "t299"))
                        .filtered("t0 = 'batch' AND n58 <= 5 AND CONTAINS(t299, 'key')", Map.of())
                        .sorted(List.of(new SortKey("n58", false)))
                        .page(0, 50));
        assertThat(sorted.items().stream().map(item -> item.value("name")))
                .containsExactly("Batch 19", "Batch 18", "Batch 17", "Batch 16", "Batch 15");
        var first = sorted.items().getFirst();
        work.save(admin, new Change.Update("wide", first.id(), 1, Map.of("t299", "changed", "t0", "changed")));
        assertThat(work.find(admin, "wide", first.id()).values())
                .containsEntry("t299", "changed")
                .containsEntry("t0", "changed")
                .containsEntry("t298", "batch");
    }

    @Test
    void a_record_older_than_an_extension_gets_its_row_with_the_first_value() {
        var id = created("Older", "older", "older");
        var more = wide();
        var entities = more.withArray("entity");
        var fields = ((ObjectNode) entities.get(entities.size() - 1)).withArray("fields");
        IntStream.range(0, 200).forEach(i -> field(fields.addObject(), "later" + i, "text"));
        work.publish(SampleMetadata.definitions(more));

        assertThat(work.find(admin, "wide", id).value("later199")).isNull();
        work.save(admin, new Change.Update("wide", id, 1, Map.of("later199", "now")));

        assertThat(work.find(admin, "wide", id).values())
                .containsEntry("later199", "now")
                .containsEntry("t0", "older");
    }
}
