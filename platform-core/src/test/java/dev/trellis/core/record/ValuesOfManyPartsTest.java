package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.schema.SchemaRunner;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists, addresses, places, hierarchies, relations and sealed texts through the gate, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesOfManyPartsTest {

    private static final String[] FIELDS = {
        "{\"id\": \"labels\", \"label\": {\"en\": \"Tags\"}, \"type\": \"tags\"}",
        "{\"id\": \"interests\", \"label\": {\"en\": \"Interests\"}, \"type\": \"multi_choice\", \"options\": ["
                + "{\"code\": \"golf\", \"label\": {\"en\": \"Golf\"}, \"active\": true},"
                + "{\"code\": \"tea\", \"label\": {\"en\": \"Tea\"}, \"active\": true}]}",
        "{\"id\": \"phones\", \"label\": {\"en\": \"Phones\"}, \"type\": \"phones\"}",
        "{\"id\": \"address\", \"label\": {\"en\": \"Address\"}, \"type\": \"address\"}",
        "{\"id\": \"place\", \"label\": {\"en\": \"Place\"}, \"type\": \"location\"}",
        "{\"id\": \"above\", \"label\": {\"en\": \"Parent company\"}, \"type\": \"hierarchy\"}",
        "{\"id\": \"partners\", \"label\": {\"en\": \"Partners\"}, \"type\": \"many_to_many\", \"entity\": \"account\","
                + "\"kinds\": [{\"code\": \"supplier\", \"label\": {\"en\": \"Supplier\"}, \"active\": true}]}",
        "{\"id\": \"bank\", \"label\": {\"en\": \"Bank account\"}, \"type\": \"masked\"}",
        "{\"id\": \"opens\", \"label\": {\"en\": \"Opens\"}, \"type\": \"time\"}",
        "{\"id\": \"notes\", \"label\": {\"en\": \"Notes\"}, \"type\": \"rich_text\"}",
        "{\"id\": \"how_many\", \"label\": {\"en\": \"How many\"}, \"type\": \"formula\", \"result\": "
                + "{\"type\": \"decimal\", \"scale\": 0}, \"expression\": \"COUNT(labels) + COUNT(phones)\"}",
        "{\"id\": \"city\", \"label\": {\"en\": \"City\"}, \"type\": \"formula\", \"result\": {\"type\": \"text\"},"
                + "\"expression\": \"address.city & ''\"}"
    };

    private TestWorkspace work;
    private Actor admin;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(TestWorkspace.with("account", FIELDS));
        admin = work.admin();
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private static Composite place(String latitude, String longitude) {
        return new Composite(Map.of("latitude", new BigDecimal(latitude), "longitude", new BigDecimal(longitude)));
    }

    private RecordId account(String name, Map<String, Object> more) {
        var values = new java.util.HashMap<>(more);
        values.put("name", name);
        return work.save(admin, new Change.Create("account", values)).id();
    }

    private List<Object> names(String filter, Map<String, Object> parameters) {
        var query = RecordQuery.of("account", List.of("name"))
                .filtered(filter, parameters)
                .sorted(List.of(new SortKey("name", false)))
                .page(0, 500);
        return work.page(admin, query).items().stream()
                .map(record -> record.value("name"))
                .toList();
    }

    @Test
    void every_value_comes_back_as_it_was_saved() {
        var partner = account("Partner", Map.of());
        var values = Map.<String, Object>of(
                "labels", List.of("老客户", "vip"),
                "interests", List.of("golf", "tea"),
                "phones", List.of(new Composite(Map.of("value", "138 0013 8000")).with("use", "mobile")),
                "address", new Composite(Map.of("city", "上海市", "street", "世纪大道 100 号")),
                "place", place("31.2304", "121.4737"),
                "partners", List.of(new Composite(Map.of("record", partner)).with("kind", "supplier")),
                "bank", "6222 0000 1111 2222",
                "opens", LocalTime.of(9, 30),
                "notes", "<p>a <b>b</b></p>");

        var id = account("Everything", values);

        var found = work.find(admin, "account", id);
        assertThat(found.values()).containsAllEntriesOf(values);
        assertThat(found.labels()).containsEntry("partners." + partner, "Partner");
        assertThat(found.value("how_many")).isEqualTo(new BigDecimal("3"));
        assertThat(found.value("city")).isEqualTo("上海市");
        var listed = work.page(
                        admin,
                        RecordQuery.of("account", List.of("labels", "address.city", "partners", "bank"))
                                .filtered("id = :id", Map.of("id", id)))
                .items()
                .getFirst();
        assertThat(listed.values())
                .containsEntry("address.city", "上海市")
                .containsEntry("labels", List.of("老客户", "vip"))
                .containsEntry("bank", "6222 0000 1111 2222");
        assertThat(listed.labels()).containsEntry("partners." + partner, "Partner");
    }

    @Test
    void a_list_changes_whole_and_the_history_tells() {
        var id = account("Changing", Map.of("labels", List.of("a", "b", "c"), "bank", "1111"));

        work.save(admin, new Change.Update("account", id, 1, Map.of("labels", List.of("c", "d"), "bank", "2222")));

        assertThat(work.find(admin, "account", id).value("labels")).isEqualTo(List.of("c", "d"));
        var history = (HistoryResult.Entries) work.records.history(admin, "account", id);
        var changes = history.entries().getFirst().changes();
        assertThat(changes)
                .filteredOn(change -> change.path().equals("labels"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.beforeText()).isEqualTo("a; b; c");
                    assertThat(change.afterText()).isEqualTo("c; d");
                });
        assertThat(changes)
                .filteredOn(change -> change.path().equals("bank"))
                .singleElement()
                .satisfies(change -> assertThat(change.before()).isNull());
        assertThat(history.toString()).doesNotContain("1111").doesNotContain("2222");
    }

    @Test
    void filters_ask_for_elements_parts_and_blanks() {
        account("F1", Map.of("labels", List.of("filtered", "x"), "interests", List.of("golf")));
        account(
                "F2",
                Map.of(
                        "labels",
                        List.of("filtered"),
                        "phones",
                        List.of(new Composite(Map.of("value", "110")), new Composite(Map.of("value", "120"))),
                        "address",
                        new Composite(Map.of("city", "宁波市"))));
        account("F3", Map.of("labels", List.of("filtered"), "interests", List.of("golf", "tea")));

        assertThat(names("INCLUDES(labels, :t)", Map.of("t", "filtered"))).containsExactly("F1", "F2", "F3");
        assertThat(names("INCLUDES(labels, 'filtered') AND INCLUDES(interests, 'tea')", Map.of()))
                .containsExactly("F3");
        assertThat(names("INCLUDES(labels, 'filtered') AND ISBLANK(interests)", Map.of()))
                .containsExactly("F2");
        assertThat(names("INCLUDES(phones, '120')", Map.of())).containsExactly("F2");
        assertThat(names("COUNT(phones) = 2", Map.of())).containsExactly("F2");
        assertThat(names("address.city = '宁波市'", Map.of())).containsExactly("F2");
        assertThat(names("NOT ISBLANK(address) AND INCLUDES(labels, 'filtered')", Map.of()))
                .containsExactly("F2");
        assertThat(names("NOT ISBLANK(bank) AND INCLUDES(labels, 'filtered')", Map.of()))
                .isEmpty();
    }

    @Test
    void what_is_sealed_or_a_list_is_neither_sorted_nor_compared() {
        var sorted = work.records.query(
                admin, RecordQuery.of("account", List.of("name")).sorted(List.of(new SortKey("bank", false))));
        var listed = work.records.query(
                admin, RecordQuery.of("account", List.of("name")).sorted(List.of(new SortKey("labels", false))));
        var compared = work.records.query(
                admin, RecordQuery.of("account", List.of("name")).filtered("bank = '1'", Map.of()));

        assertThat(List.of(sorted, listed, compared)).allMatch(QueryResult.Invalid.class::isInstance);
        assertThat(work.app.inUnit(() -> work.app
                        .sql()
                        .list("SELECT bank FROM r_account WHERE bank IS NOT NULL", row -> row.getString(1))))
                .allMatch(text -> text.startsWith("v1:") && !text.contains("6222"));
    }

    @Test
    void places_are_found_by_their_distance() {
        account("Near", Map.of("place", place("31.2397", "121.4998")));
        account("Far", Map.of("place", place("29.8683", "121.5440")));

        assertThat(names("NEAR(place, 31.2304, 121.4737, 5)", Map.of()))
                .contains("Near")
                .doesNotContain("Far");
        assertThat(names("DISTANCE(place, 31.2304, 121.4737) > 100", Map.of()))
                .contains("Far")
                .doesNotContain("Near");
        assertThat(names("DISTANCE(place, 31.2304, 121.4737) = 2.688", Map.of()))
                .containsExactly("Near");
    }

    @Test
    void a_hierarchy_is_asked_as_a_whole_moves_as_a_whole_and_has_no_circles() {
        var group = account("H group", Map.of());
        var east = account("H east", Map.of("above", group));
        var shanghai = account("H shanghai", Map.of("above", east));
        var other = account("H other", Map.of());

        assertThat(names("ISUNDER(above, :top)", Map.of("top", group))).containsExactly("H east", "H shanghai");
        var circle = work.records.save(admin, new Change.Update("account", group, 1, Map.of("above", shanghai)));
        work.save(admin, new Change.Update("account", east, 1, Map.of("above", other)));

        assertThat(TestWorkspace.problems(circle)).containsExactly("above TREE_CIRCLE");
        assertThat(names("ISUNDER(above, :top)", Map.of("top", group))).isEmpty();
        assertThat(names("ISUNDER(above, :top)", Map.of("top", other))).containsExactly("H east", "H shanghai");
        assertThat(work.find(admin, "account", shanghai).labels()).containsEntry("above", "H east");
        var itself = work.records.save(admin, new Change.Update("account", other, 1, Map.of("above", other)));
        assertThat(TestWorkspace.problems(itself)).containsExactly("above TREE_CIRCLE");
    }

    @Test
    void a_relation_leads_only_to_records_that_exist() {
        var gone = new Composite(Map.of("record", new RecordId(42)));

        var refused =
                work.records.save(admin, new Change.Create("account", Map.of("name", "R", "partners", List.of(gone))));

        assertThat(TestWorkspace.problems(refused)).containsExactly("partners REFERENCE_NOT_FOUND");
    }

    @Test
    void the_tables_are_as_the_metadata_need_them() {
        var plan = work.app
                .get(SchemaRunner.class)
                .plan(work.app.get(LiveModel.class).current().metadata());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void values_of_dropped_lists_are_counted() {
        account("Counted", Map.of("interests", List.of("golf", "tea")));
        var runner = work.app.get(SchemaRunner.class);

        assertThat(runner.values("account", "interests")).isGreaterThanOrEqualTo(1);
        assertThat(new ArrayList<>(Set.of(runner.values("account", "address")))).isNotEmpty();
    }
}
