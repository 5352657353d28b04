package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.advice.FieldUse;
import dev.trellis.core.advice.IndexAdvice;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.schema.SchemaRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** Advice about indexes comes from lists and from what people ask for, and a publish carries it out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexAdviceTest {

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private Metadata live() {
        return work.app.get(LiveMetadata.class).refresh();
    }

    private List<IndexAdvice> advice(String entity) {
        var live = live();
        return IndexAdvice.of(
                live.entity(entity).orElseThrow(),
                live,
                work.app.get(SchemaRunner.class).layout(),
                work.app.get(FieldUse.class).of(entity));
    }

    private List<IndexAdvice> advice() {
        return advice("account");
    }

    private boolean hasIndex(String name) {
        return hasIndex("r_account", name);
    }

    private boolean hasIndex(String table, String name) {
        return work.app.inUnit(() ->
                work.app.sql().one("""
                        SELECT COUNT(*) FROM information_schema.statistics
                        WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ?
                        """, row -> row.getLong(1) > 0, table, name).orElseThrow());
    }

    @Test
    void what_lists_are_narrowed_by_and_what_people_ask_for_gets_an_index_at_publish() {
        assertThat(advice()).isEmpty();
        work.publish(List.of(SampleMetadata.definition(Kind.LIST, """
                {"id": "account_rated", "label": {"en": "Rated"}, "entity": "account", "columns": ["name"],
                 "filter": "rating > 3 AND key_account AND NOT(ISBLANK(owner))"}
                """)));
        for (int i = 0; i < 25; i++) {
            work.page(
                    work.admin(),
                    RecordQuery.of("account", List.of("name"))
                            .filtered("founded > DATE(2020, 1, 1) AND name <> 'x'", Map.of())
                            .sorted(List.of(new SortKey("name", false)))
                            .page(0, 5));
        }

        assertThat(advice().stream()
                        .map(one -> one.field().id() + " " + one.lists().size() + " " + one.uses()))
                .containsExactly("rating 1 0", "founded 0 25");
        assertThat(hasIndex("i_rating")).isFalse();

        var account = live().entity("account").orElseThrow();
        work.publish(List.of(account.withIndexed(List.of("founded", "rating"))));

        assertThat(advice()).isEmpty();
        assertThat(hasIndex("i_rating")).isTrue();
        assertThat(hasIndex("i_founded")).isTrue();
        work.publish(List.of(live().entity("account").orElseThrow().withIndexed(List.of("rating"))));
        assertThat(hasIndex("i_founded")).isFalse();
    }

    /** Nearly two hundred texts fill a table; what comes after stands in a further one. */
    private static List<Definition> survey() {
        var all = TestWorkspace.json();
        var entity = all.withArray("entity").addObject();
        entity.put("id", "survey").put("title", "name");
        entity.putObject("label").put("en", "Survey");
        entity.putObject("plural").put("en", "Surveys");
        var fields = entity.putArray("fields");
        fields.addObject()
                .put("id", "name")
                .put("type", "text")
                .putObject("label")
                .put("en", "Name");
        for (int i = 0; i < 240; i++) {
            var field = fields.addObject().put("id", "answer" + i).put("type", "text");
            field.put("maxLength", 200).putObject("label").put("en", "Answer " + i);
        }
        var rights = ((ObjectNode) all.at("/role/0/entities")).putObject("survey");
        rights.setAll((ObjectNode) all.at("/role/0/entities/account").deepCopy());
        return SampleMetadata.definitions(all);
    }

    private void ask(String filter, String sort) {
        for (int i = 0; i < 25; i++) {
            work.page(
                    work.admin(),
                    RecordQuery.of("survey", List.of("name"))
                            .filtered(filter, Map.of())
                            .sorted(List.of(new SortKey(sort, false)))
                            .page(0, 5));
        }
    }

    @Test
    void a_field_of_a_further_table_gets_an_index_where_that_helps_and_else_is_told() {
        work.publish(survey());
        var further = work.app
                .get(SchemaRunner.class)
                .layout()
                .numberOf(
                        live().entity("survey").orElseThrow(),
                        live().entity("survey").orElseThrow().field("answer239").orElseThrow());
        assertThat(further).isPositive();
        var table = "x_survey__" + further;
        work.publish(List.of(SampleMetadata.definition(Kind.LIST, """
                {"id": "survey_told", "label": {"en": "Told"}, "entity": "survey", "columns": ["name"],
                 "filter": "answer237 = 'told'"}
                """)));
        ask("answer239 = 'key 7'", "answer238");

        assertThat(advice("survey").stream().map(one -> one.field().id() + " " + one.uses() + " " + one.help()))
                .containsExactly("answer237 0 FILTERS", "answer238 25 NOTHING", "answer239 25 FILTERS");
        var survey = live().entity("survey").orElseThrow();
        work.publish(List.of(survey.withIndexed(List.of("answer237", "answer239"))));

        assertThat(advice("survey").stream().map(one -> one.field().id())).containsExactly("answer238");
        assertThat(hasIndex(table, "i_answer237")).isTrue();
        assertThat(hasIndex(table, "i_answer239")).isTrue();
        for (int batch = 0; batch < 4; batch++) {
            var changes = new ArrayList<Change>();
            for (int i = 0; i < 400; i++) {
                var key = "key " + (batch * 400 + i);
                changes.add(new Change.Create("survey", Map.of("name", key, "answer239", key, "answer238", "other")));
            }
            assertThat(work.records.apply(work.admin(), changes, Records.Mode.ALL))
                    .allMatch(SaveResult.Saved.class::isInstance);
        }
        assertThat(usedKeys(table, "answer239")).contains("i_answer239");
        assertThat(work.page(
                                work.admin(),
                                RecordQuery.of("survey", List.of("name"))
                                        .filtered("answer239 = 'key 7'", Map.of())
                                        .page(0, 5))
                        .items())
                .hasSize(1);

        work.publish(List.of(live().entity("survey").orElseThrow().withIndexed(List.of())));
        assertThat(hasIndex(table, "i_answer239")).isFalse();
    }

    /** By which indexes the database finds records by a value in a further table, joined as the gate joins it. */
    private List<String> usedKeys(String table, String column) {
        work.app.inUnit(() -> {
            var _ = work.app.sql().list("ANALYZE TABLE r_survey, " + table, row -> row.getString(1));
        });
        return work.app.inUnit(
                () -> work.app.sql().list("""
                EXPLAIN SELECT t.id FROM r_survey t LEFT JOIN %s x ON x.row__id = t.id
                WHERE x.%s = 'key 7' AND t.deleted_at IS NULL
                ORDER BY t.id
                LIMIT 6
                """.formatted(table, column), row -> String.valueOf(row.getString("key"))));
    }
}
