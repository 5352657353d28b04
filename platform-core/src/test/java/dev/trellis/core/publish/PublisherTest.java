package dev.trellis.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.schema.SchemaPlanner;
import dev.trellis.core.schema.SchemaReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PublisherTest {

    private static final Actor.Person ADMIN = person(1, "admin");
    private static final Actor.Person OTHER_ADMIN = person(2, "admin");
    private static final Actor.Person SALES = person(3, "sales");

    private TestApp app;
    private Publisher publisher;
    private Drafts drafts;
    private LiveMetadata live;

    @BeforeEach
    void install() {
        app = TestApp.start();
        publisher = app.get(Publisher.class);
        drafts = app.get(Drafts.class);
        live = app.get(LiveMetadata.class);
        var result = publisher.install(
                new Actor.Platform(Actor.Purpose.INSTALL), SampleMetadata.definitions(SampleMetadata.json()), "sample");
        assertThat(result).isInstanceOf(PublishResult.Published.class);
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void an_installed_package_is_live_and_has_its_tables() throws SQLException {
        assertThat(live.current().version()).isEqualTo(1);
        assertThat(live.current().entity("quote").orElseThrow().fields()).hasSize(9);
        assertThat(columns("r_quote")).contains("title", "price", "total", "lock__open", "row__live", "owner");
        assertThat(columns("r_quote_line")).contains("parent", "position").doesNotContain("owner");
        assertThat(leftToDo()).isEmpty();
    }

    @Test
    void a_published_field_is_a_column_and_live_at_once() throws SQLException {
        drafts.put(
                ADMIN, List.of(withField("quote", "{'id': 'margin', 'label': {'en': 'Margin'}, 'type': 'percent'}")));

        var result = publisher.publish(ADMIN, "margin", Set.of());

        assertThat(result).isEqualTo(new PublishResult.Published(2, List.of("add r_quote margin")));
        assertThat(columns("r_quote")).contains("margin");
        assertThat(live.current().entity("quote").orElseThrow().field("margin")).isPresent();
        assertThat(drafts.of(ADMIN).isEmpty()).isTrue();
        assertThat(drafts.versions()).extracting(PublishedVersion::comment).containsExactly("margin", "sample");
    }

    @Test
    void another_node_notices_a_version_within_two_seconds() throws InterruptedException {
        try (var second = app.anotherNode()) {
            var noticed = new CountDownLatch(1);
            var theirs = second.get(LiveMetadata.class);
            theirs.current();
            try (var _ = theirs.onChange(_ -> noticed.countDown())) {
                drafts.put(
                        ADMIN,
                        List.of(withField(
                                "account", "{'id': 'rating', 'label': {'en': 'Rating'}, 'type': 'integer'}")));
                publisher.publish(ADMIN, "", Set.of());

                assertThat(noticed.await(2, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(theirs.current().version()).isEqualTo(2);
        }
    }

    @Test
    void a_dropped_field_with_values_must_be_confirmed_and_comes_back_with_them() throws SQLException {
        insertAccount(1, "Hengtong", "12345");
        drafts.put(ADMIN, List.of(withoutField("account", "phone")));
        drafts.put(ADMIN, List.of(withoutRoleField("sales")));

        var asked = publisher.publish(ADMIN, "drop", Set.of());
        var published = publisher.publish(ADMIN, "drop", Set.of("drop:account.phone"));
        var without = live.current().entity("account").orElseThrow();
        drafts.revert(ADMIN, 2);
        var reverted = publisher.publish(ADMIN, "revert", Set.of());

        assertThat(asked).isInstanceOfSatisfying(PublishResult.NeedsConfirmation.class, needs -> {
            assertThat(needs.losses()).hasSize(1);
            assertThat(needs.losses().getFirst().values()).isEqualTo(1);
            assertThat(needs.losses().getFirst().uses()).contains("role/sales/entities/account/fields/phone");
        });
        assertThat(published).isInstanceOf(PublishResult.Published.class);
        assertThat(without.field("phone")).isEmpty();
        assertThat(without.retiredField("phone")).isPresent();
        assertThat(reverted).isInstanceOf(PublishResult.Published.class);
        assertThat(live.current().entity("account").orElseThrow().field("phone"))
                .isPresent();
        assertThat(live.current().entity("account").orElseThrow().retired()).isEmpty();
        assertThat(phone(1)).isEqualTo("12345");
    }

    @Test
    void the_id_of_a_dropped_field_cannot_come_back_as_something_else() {
        drafts.put(ADMIN, List.of(withoutField("account", "notes")));
        publisher.publish(ADMIN, "", Set.of());
        drafts.put(ADMIN, List.of(withField("account", "{'id': 'notes', 'label': {'en': 'N'}, 'type': 'date'}")));

        var result = publisher.publish(ADMIN, "", Set.of());

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublishResult.Rejected.class,
                        rejected -> assertThat(
                                        rejected.problems().getFirst().code().key())
                                .isEqualTo("METADATA_ID_REUSED"));
    }

    @Test
    void a_removed_entity_that_comes_back_finds_its_fields_again() {
        drafts.delete(ADMIN, new DefinitionKey(Kind.ENTITY, "opportunity"));
        drafts.delete(ADMIN, new DefinitionKey(Kind.PIPELINE, "sales"));
        drafts.put(
                ADMIN, List.of(SampleMetadata.definition(Kind.MENU, "{\"id\": \"main\", \"label\": {\"en\": \"M\"}}")));
        assertThat(publisher.publish(ADMIN, "", Set.of())).isInstanceOf(PublishResult.Published.class);
        drafts.put(ADMIN, List.of(SampleMetadata.definition(Kind.ENTITY, """
                        {"id": "opportunity", "label": {"en": "O"}, "plural": {"en": "O"}, "title": "name", "fields": [
                            {"id": "name", "label": {"en": "N"}, "type": "text"}]}
                        """)));

        publisher.publish(ADMIN, "", Set.of());

        assertThat(live.current().entity("opportunity").orElseThrow().retiredField("account"))
                .isPresent();
    }

    @Test
    void drafts_over_different_definitions_follow_each_other() {
        drafts.put(ADMIN, List.of(withField("quote", "{'id': 'a', 'label': {'en': 'A'}, 'type': 'text'}")));
        drafts.put(OTHER_ADMIN, List.of(withField("account", "{'id': 'b', 'label': {'en': 'B'}, 'type': 'text'}")));

        var first = publisher.publish(ADMIN, "", Set.of());
        var second = publisher.publish(OTHER_ADMIN, "", Set.of());

        assertThat(first).isInstanceOf(PublishResult.Published.class);
        assertThat(second).isInstanceOf(PublishResult.Published.class);
        assertThat(live.current().entity("quote").orElseThrow().field("a")).isPresent();
        assertThat(live.current().entity("account").orElseThrow().field("b")).isPresent();
    }

    @Test
    void a_draft_over_what_somebody_else_published_is_outdated() {
        drafts.put(ADMIN, List.of(withField("quote", "{'id': 'a', 'label': {'en': 'A'}, 'type': 'text'}")));
        drafts.put(OTHER_ADMIN, List.of(withField("quote", "{'id': 'b', 'label': {'en': 'B'}, 'type': 'text'}")));
        publisher.publish(ADMIN, "", Set.of());

        var result = publisher.publish(OTHER_ADMIN, "", Set.of());

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublishResult.Outdated.class,
                        outdated -> assertThat(outdated.theirs().stream().map(MetadataChange::id))
                                .containsExactly("add:quote.a"));
    }

    @Test
    void who_has_no_right_neither_designs_nor_publishes() {
        var put = drafts.put(SALES, List.of(withField("quote", "{'id': 'a', 'label': {'en': 'A'}, 'type': 'text'}")));
        var published = publisher.publish(SALES, "", Set.of());

        assertThat(put).isInstanceOf(DraftResult.Denied.class);
        assertThat(published).isInstanceOf(PublishResult.Denied.class);
    }

    @Test
    void a_problem_of_meaning_changes_nothing() throws SQLException {
        drafts.put(
                ADMIN,
                List.of(withField("quote", "{'id': 'x', 'label': {'en': 'X'}, 'type': 'lookup', 'entity': 'ghost'}")));

        var result = publisher.publish(ADMIN, "", Set.of());

        assertThat(result).isInstanceOfSatisfying(PublishResult.Rejected.class, rejected -> {
            assertThat(rejected.problems()).hasSize(1);
            assertThat(rejected.problems().getFirst().path()).isEqualTo("entity/quote/fields/x/entity");
        });
        assertThat(live.current().version()).isEqualTo(1);
        assertThat(columns("r_quote")).doesNotContain("x");
    }

    @Test
    void values_that_repeat_cannot_become_unique() throws SQLException {
        insertAccount(1, "A", "555");
        insertAccount(2, "B", "555");
        drafts.put(
                ADMIN,
                List.of(changedField(
                        "account", "{'id': 'phone', 'label': {'en': 'Phone'}, 'type': 'phone', 'unique': true}")));

        var result = publisher.publish(ADMIN, "", Set.of());

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublishResult.Rejected.class,
                        rejected -> assertThat(Messages.text(rejected.problems().getFirst(), Locale.ENGLISH))
                                .isEqualTo(
                                        "“Phone” is to be unique, but 1 values of “Account” occur more than once. Correct these records first."));
    }

    @Test
    void a_review_tells_changes_in_both_languages_and_the_steps() {
        drafts.put(
                ADMIN,
                List.of(withField(
                        "quote", "{'id': 'margin', 'label': {'en': 'Margin', 'zh-CN': '毛利'}, 'type': 'percent'}")));

        var review = drafts.review(ADMIN);

        assertThat(review.problems()).isEmpty();
        assertThat(review.steps()).containsExactly("add r_quote margin");
        assertThat(review.changes())
                .extracting(change -> change.change().text(Locale.ENGLISH))
                .containsExactly("New field “Margin” (Percent) in “Quote”");
        assertThat(review.changes())
                .extracting(change -> change.change().text(Locale.SIMPLIFIED_CHINESE))
                .containsExactly("在“报价单”中新增字段“毛利”（百分比）");
    }

    @Test
    void a_wider_text_keeps_its_values() throws SQLException {
        insertAccount(1, "A", "555");
        var before = live.current().entity("account").orElseThrow();
        drafts.put(
                ADMIN,
                List.of(
                        changedField(
                                "account",
                                "{'id': 'name', 'label': {'en': 'Name'}, 'type': 'text', 'maxLength': 500, 'required': true, 'unique': true}")));

        var result = publisher.publish(ADMIN, "", Set.of());

        assertThat(before.field("name")).isPresent();
        assertThat(result).isEqualTo(new PublishResult.Published(2, List.of("widen r_account name")));
        assertThat(leftToDo()).isEmpty();
    }

    private List<String> leftToDo() throws SQLException {
        try (var connection = app.database().rawConnection()) {
            return SchemaPlanner.plan(SchemaReader.read(connection), live.current()).steps().stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    private List<String> columns(String table) {
        return app.inUnit(() -> app.sql()
                .list(
                        "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?",
                        row -> row.getString("name"),
                        table));
    }

    private void insertAccount(long id, String name, String phone) {
        app.inUnit(() -> {
            app.sql().update("""
                    INSERT INTO r_account (id, version, created_at, changed_at, row__live, name, phone)
                    VALUES (?, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1, ?, ?)
                    """, id, name, phone);
        });
    }

    private String phone(long id) {
        return app.inUnit(() -> app.sql()
                .one("SELECT phone FROM r_account WHERE id = ?", row -> row.getString("phone"), id)
                .orElseThrow());
    }

    private Definition withField(String entity, String field) {
        return changed(entity, json -> json.withArray("/fields").add(node(field)));
    }

    private Definition withoutField(String entity, String field) {
        return changed(
                entity,
                json -> json.withArray("/fields")
                        .removeIf(node -> node.get("id").asString().equals(field)));
    }

    private Definition changedField(String entity, String field) {
        var changed = node(field);
        return changed(entity, json -> {
            var fields = json.withArray("/fields");
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).get("id").equals(changed.get("id"))) {
                    fields.set(i, changed);
                }
            }
        });
    }

    private Definition withoutRoleField(String role) {
        var json = SampleMetadata.JSON.write(live.current().role(role).orElseThrow());
        ((ObjectNode) json.at("/entities/account")).remove("fields");
        return SampleMetadata.definition(Kind.ROLE, json.toString());
    }

    private Definition changed(String entity, java.util.function.Consumer<ObjectNode> change) {
        EntityDefinition before = current().entity(entity).orElseThrow();
        var json = SampleMetadata.JSON.write(before);
        change.accept(json);
        return SampleMetadata.definition(Kind.ENTITY, json.toString());
    }

    private Metadata current() {
        return live.current();
    }

    private static ObjectNode node(String text) {
        return (ObjectNode) new tools.jackson.databind.json.JsonMapper().readTree(text.replace('\'', '"'));
    }

    private static Actor.Person person(long id, String role) {
        return new Actor.Person(
                new RecordId(id), "Person " + id, Set.of(role), Set.of(), Locale.ENGLISH, Actor.Via.WEB);
    }
}
