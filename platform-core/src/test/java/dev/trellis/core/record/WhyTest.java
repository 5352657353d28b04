package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.collaboration.SharingResult;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.reason.Why;
import dev.trellis.core.reason.WhyResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Every source of a yes is named, and what says no where nothing says yes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhyTest {

    private static final String MORE = """
            {"entity": [
                {"id": "team", "label": {"en": "Team"}, "plural": {"en": "Teams"}, "title": "name",
                 "fields": [{"id": "name", "label": {"en": "Name"}, "type": "text"}]},
                {"id": "membership", "label": {"en": "Membership"}, "plural": {"en": "Memberships"}, "title": "person",
                 "fields": [
                    {"id": "person", "label": {"en": "Person"}, "type": "user"},
                    {"id": "team", "label": {"en": "Team"}, "type": "lookup", "entity": "team"}]},
                {"id": "catch", "label": {"en": "Catch"}, "plural": {"en": "Catches"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text"},
                    {"id": "pool", "label": {"en": "Pool"}, "type": "choice", "options": [
                        {"code": "sea", "label": {"en": "Sea"}, "active": true}]}]}],
             "role": [
                {"id": "finance", "label": {"en": "Finance"}, "entities": {
                    "quote": {"verbs": {"read": "own", "edit": "own", "print": "own"}, "otherFields": "write",
                        "conditions": {"edit": "title <> 'Closed'"}},
                    "quote_line": {"otherFields": "read"}}},
                {"id": "fisher", "label": {"en": "Fisher"}, "entities": {
                    "catch": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}],
             "sharing": [
                {"id": "big", "label": {"en": "Big deals"}, "entity": "quote", "when": "title = 'Big'",
                 "to": ["role:finance"]}],
             "pool": [
                {"id": "sea", "label": {"en": "The sea"}, "entity": "catch", "field": "pool", "members": ["fisher"],
                 "visible": ["name"]}]}
            """;

    private TestWorkspace work;
    private Why why;
    private Collaboration collaboration;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var json = TestWorkspace.json();
        new JsonMapper()
                .readTree(MORE)
                .properties()
                .forEach(kind -> kind.getValue()
                        .forEach(one -> json.withArray(kind.getKey()).add(one)));
        work.publish(SampleMetadata.definitions(json));
        why = work.app.get(Why.class);
        collaboration = work.app.get(Collaboration.class);
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private Actor.Person zhao() {
        return work.actor("zhao", "finance");
    }

    private RecordId quote(String title) {
        return work.save(work.sales("li"), new Change.Create("quote", Map.of("title", title)))
                .id();
    }

    private void share(RecordId quote, Recipient recipient, boolean writing, boolean collaborator) {
        assertThat(collaboration.share(
                        work.sales("li"),
                        "quote",
                        quote,
                        new Collaboration.Wish(recipient, writing, collaborator, null)))
                .isInstanceOf(SharingResult.Shares.class);
    }

    private WhyResult.Answer about(Actor.Person person, String entity, RecordId record, Verb verb) {
        var result = why.access(person, entity, record, null);
        assertThat(result).isInstanceOf(WhyResult.Access.class);
        return ((WhyResult.Access) result)
                .answers().stream()
                        .filter(answer -> answer.verb() == verb)
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_role_and_its_scope() {
        var answer = about(work.sales("li"), "quote", quote("Own"), Verb.EDIT);

        assertThat(answer.allowed()).isTrue();
        assertThat(answer.reasons()).containsExactly("Role “Sales” allows it for own records.");
    }

    @Test
    void a_share_with_a_person_is_told_from_a_collaborator() {
        var shared = quote("Shared");
        var joined = quote("Joined");
        share(shared, Recipient.user(work.id("zhao")), false, false);
        share(joined, Recipient.user(work.id("zhao")), true, true);

        assertThat(about(zhao(), "quote", shared, Verb.READ).reasons())
                .containsExactly("The record is shared with you, and role “Finance” allows this for what is shared.");
        assertThat(about(zhao(), "quote", shared, Verb.EDIT).allowed()).isFalse();
        assertThat(about(zhao(), "quote", joined, Verb.EDIT).reasons())
                .containsExactly(
                        "The record is shared with you as a collaborator, and role “Finance” allows this for what is shared.");
    }

    @Test
    void shares_with_a_department_a_role_and_a_team_are_named() {
        var quote = quote("Groups");
        var team = work.install("team", Map.of("name", "Rocket"));
        work.install("membership", Map.of("person", work.id("zhao"), "team", team));
        var department = zhao().departments().iterator().next();
        share(quote, Recipient.department(department), false, false);
        share(quote, Recipient.role("finance"), false, false);
        share(quote, Recipient.of(Recipient.Kind.TEAM, team), false, false);

        var reasons = about(zhao(), "quote", quote, Verb.PRINT).reasons();

        assertThat(reasons).hasSize(3);
        assertThat(reasons).anyMatch(reason -> reason.contains("shared with department “"));
        assertThat(reasons).anyMatch(reason -> reason.contains("everybody who holds role “Finance”"));
        assertThat(reasons).anyMatch(reason -> reason.contains("shared with team “Rocket”, which includes you"));
    }

    @Test
    void a_sharing_rule_is_named() {
        var answer = about(zhao(), "quote", quote("Big"), Verb.READ);

        assertThat(answer.allowed()).isTrue();
        assertThat(answer.reasons())
                .containsExactly(
                        "Sharing rule “Big deals” brings the record to you, and role “Finance” allows this for what is shared.");
    }

    @Test
    void a_pool_is_named_and_says_what_it_shows() {
        var fish = work.install("catch", Map.of("name", "Cod", "pool", "sea"));
        var fisher = work.actor("zhao", "fisher");

        var read = about(fisher, "catch", fish, Verb.READ);
        var edit = about(fisher, "catch", fish, Verb.EDIT);
        var field = (WhyResult.Field) why.field(fisher, "catch", fish, "name", null);

        assertThat(read.allowed()).isTrue();
        assertThat(read.reasons()).containsExactly("The record lies in pool “The sea”, which is open to you.");
        assertThat(edit.allowed()).isFalse();
        assertThat(field.reasons()).containsExactly("The pool shows this field.");
    }

    @Test
    void an_open_task_says_yes_where_no_role_does_and_names_the_fields_it_opens() {
        var quote = quote("Waiting");
        var nobody = work.actor("zhao");
        work.save(
                new Actor.Platform(Actor.Purpose.APPROVAL),
                new Change.Lock("quote", quote, new RecordId(77), List.of("title")));
        work.tasks.put(quote, new TemporaryGrant(Map.of("title", FieldRight.WRITE, "number", FieldRight.READ)));
        try {
            var finance = about(zhao(), "quote", quote, Verb.EDIT);
            var read = about(nobody, "quote", quote, Verb.READ);
            var shown = (WhyResult.Field) why.field(zhao(), "quote", quote, "number", null);
            var written = (WhyResult.Field) why.field(zhao(), "quote", quote, "title", null);

            assertThat(finance.allowed()).isTrue();
            assertThat(finance.reasons()).containsExactly("An approval waits for you and opens these fields: Title.");
            assertThat(read.allowed()).isTrue();
            assertThat(read.reasons()).containsExactly("A running approval shows the record to you.");
            assertThat(shown.reasons()).contains("A running approval shows this field to you.");
            assertThat(written.right()).isEqualTo(FieldRight.WRITE);
            assertThat(written.reasons()).containsExactly("An approval waits for you and opens this field.");
        } finally {
            work.tasks.remove(quote);
        }
    }

    @Test
    void a_no_names_the_scope_that_is_too_narrow_and_the_condition_that_fails() {
        var quote = quote("Closed");
        share(quote, Recipient.user(work.id("zhao")), false, false);
        var own = work.save(
                        work.actor("zhao", "finance", "sales"), new Change.Create("quote", Map.of("title", "Closed")))
                .id();

        var beyond = about(zhao(), "quote", quote, Verb.EDIT);
        var failing = about(zhao(), "quote", own, Verb.EDIT);

        assertThat(beyond.allowed()).isFalse();
        assertThat(beyond.reasons()).hasSize(1).first().asString().contains("allows it only for own records");
        assertThat(failing.allowed()).isFalse();
        assertThat(failing.reasons()).hasSize(1).first().asString().contains("asks that this holds");
    }
}
