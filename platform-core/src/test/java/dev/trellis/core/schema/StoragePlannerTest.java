package dev.trellis.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.TestDatabase;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SampleMetadata;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner lets pass, the database must store, whatever the texts are; what it refuses is refused in time. */
class StoragePlannerTest {

    private static final String SHORT = "\"type\": \"text\", \"maxLength\": 10";
    private static final String LINE = "\"type\": \"text\", \"maxLength\": 100";
    private static final String MEMO = "\"type\": \"long_text\"";

    private static EntityDefinition entity(int count, String type) {
        var fields = IntStream.range(0, count)
                .mapToObj("{\"id\": \"f%d\", \"label\": {\"en\": \"F\"}, %%s}"::formatted)
                .map(field -> field.formatted(type))
                .collect(Collectors.joining(","));
        return (EntityDefinition) SampleMetadata.definition(Kind.ENTITY, """
                {"id": "wide", "label": {"en": "Wide"}, "plural": {"en": "Wide"}, "title": "f0", "fields": [%s]}
                """.formatted(fields));
    }

    /** The widest entity of fields of a type that the planner lets pass. */
    private static int most(String type) {
        int count = 1;
        while (StoragePlanner.budget(bound(entity(count + 1, type))).fits()) {
            count++;
        }
        return count;
    }

    /** As it stands in a snapshot: the title has a sort key. */
    private static EntityDefinition bound(EntityDefinition entity) {
        return Metadata.of(1, List.of(entity)).entity("wide").orElseThrow();
    }

    @Test
    void every_kind_of_column_is_counted() {
        var none = StoragePlanner.budget(entity(0, SHORT));

        assertThat(StoragePlanner.budget(entity(1, SHORT)))
                .isEqualTo(new StoragePlanner.Budget(
                        none.rowBytes() + 42, none.definitionBytes() + 42, none.columns() + 1));
        assertThat(StoragePlanner.budget(entity(1, LINE)).rowBytes()).isEqualTo(none.rowBytes() + 42);
        assertThat(StoragePlanner.budget(entity(1, LINE)).definitionBytes()).isEqualTo(none.definitionBytes() + 402);
        assertThat(StoragePlanner.budget(entity(1, MEMO)).rowBytes()).isEqualTo(none.rowBytes() + 42);
        assertThat(StoragePlanner.budget(entity(1, "\"type\": \"money\"")).columns())
                .isEqualTo(none.columns() + 3);
        assertThat(StoragePlanner.budget(entity(1, "\"type\": \"date\"")).rowBytes())
                .isBetween(none.rowBytes() + 3, none.rowBytes() + 4);
        assertThat(StoragePlanner.budget(entity(1, "\"type\": \"lines\", \"entity\": \"line\"")))
                .isEqualTo(none);
    }

    @Test
    void a_dropped_field_still_takes_its_place() {
        var fields = SampleMetadata.JSON.write(entity(3, LINE));
        var retired = fields.withArray("fields").remove(2);
        fields.withArray("retired").add(retired);
        var less = (EntityDefinition) SampleMetadata.definition(Kind.ENTITY, fields.toString());

        assertThat(less.fields()).hasSize(2);
        assertThat(StoragePlanner.budget(less)).isEqualTo(StoragePlanner.budget(entity(3, LINE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHORT, LINE, MEMO})
    void one_field_more_than_fits_goes_to_a_second_table(String type) {
        int most = most(type);

        var full = TableLayout.NARROW.place(bound(entity(most, type)));
        var wider = TableLayout.NARROW.place(bound(entity(most + 1, type)));

        assertThat(StoragePlanner.budget(bound(entity(most, type))).percent()).isBetween(98, 100);
        assertThat(full.extensions()).isEmpty();
        assertThat(wider.extensions()).containsExactly(1);
        assertThat(wider.in(1))
                .singleElement()
                .satisfies(field -> assertThat(field.id()).isEqualTo("f" + most));
        assertThat(StoragePlanner.check(bound(entity(most + 1, type)))).isEmpty();
    }

    @Test
    void more_than_all_tables_hold_is_refused_with_the_share_it_would_take() {
        int most = most(LINE) * (TableLayout.MOST + 2);

        assertThat(StoragePlanner.check(entity(most, LINE))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(SchemaProblem.TOO_WIDE);
            assertThat(problem.path()).isEqualTo("entity/wide/fields");
        });
    }

    @Test
    void a_text_too_long_for_an_index_cannot_be_unique() {
        assertThat(StoragePlanner.check(entity(1, MEMO + ", \"unique\": true")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(SchemaProblem.NOT_INDEXABLE));
        assertThat(StoragePlanner.check(entity(1, LINE + ", \"unique\": true"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHORT, LINE, MEMO})
    void the_widest_row_that_passes_is_stored_with_texts_of_every_length(String type) throws SQLException {
        var entity = bound(entity(most(type), type));
        try (var schema = TestDatabase.get().freshSchema();
                var database = schema.database();
                var connection = database.rawConnection()) {
            create(entity, database, connection);
            var lengths = type.equals(SHORT) ? List.of(1, 10) : List.of(1, 10, 11, 13, 40, 41, 64, 100);
            int id = 0;
            for (int length : lengths) {
                insert(++id, entity, "x".repeat(length), connection);
                insert(++id, entity, "界".repeat(Math.min(length, 100)), connection);
                insert(++id, entity, "😀".repeat(Math.min(length, 100)), connection);
            }
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT COUNT(*), MAX(CHAR_LENGTH(`f1`)) FROM `r_wide`")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(id);
                assertThat(rows.getInt(2)).isEqualTo(lengths.getLast());
            }
        }
    }

    private static void create(EntityDefinition entity, Database database, Connection connection) throws SQLException {
        var all = SampleMetadata.metadata().all().stream()
                .filter(definition -> definition.key().kind() == Kind.WORKSPACE)
                .collect(Collectors.toList());
        all.add(entity);
        var plan = SchemaPlanner.plan(Catalogue.EMPTY, Metadata.of(1, all));
        assertThat(plan.problems()).isEmpty();
        try (var statement = connection.createStatement()) {
            for (var step : plan.steps()) {
                statement.execute(step.statement(database.dialect()));
            }
        }
    }

    private static void insert(int id, EntityDefinition entity, String text, Connection connection)
            throws SQLException {
        var names = entity.fields().stream()
                .flatMap(field -> PhysicalNames.columns(field).stream())
                .map(SqlName::quoted)
                .toList();
        var sql =
                "INSERT INTO `r_wide` (`id`, `version`, `created_at`, `changed_at`, %s) VALUES (?, 1, NOW(), NOW(), %s)"
                        .formatted(String.join(",", names), String.join(",", Collections.nCopies(names.size(), "?")));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, id);
            for (int i = 0; i < names.size(); i++) {
                statement.setString(i + 2, text);
            }
            statement.executeUpdate();
        }
    }
}
