package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Standing;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.reason.Why;
import dev.trellis.core.reason.WhyResult;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.start.Asked;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the start of a flow shows to the initiator, hides from them, asks for and does not take. */
class StartRightsTest {

    private static final String FLOW = """
            {"entity": [
                {"id": "offer", "label": {"en": "Offer"}, "plural": {"en": "Offers"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "discount", "label": {"en": "Discount"}, "type": "percent"},
                    {"id": "reason", "label": {"en": "Reason", "zh-CN": "原因"}, "type": "text"},
                    {"id": "margin", "label": {"en": "Margin"}, "type": "decimal", "scale": 2},
                    {"id": "score", "label": {"en": "Score"}, "type": "decimal", "scale": 0},
                    {"id": "grade", "label": {"en": "Grade"}, "type": "text"},
                    {"id": "reviewer", "label": {"en": "Reviewer"}, "type": "user"}]},
                {"id": "bundle", "label": {"en": "Bundle"}, "plural": {"en": "Bundles"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "offer", "label": {"en": "Offer"}, "type": "lookup", "entity": "offer"}]}],
             "role": [
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "offer": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own", "history": "own",
                        "print": "own"}, "otherFields": "write",
                        "fields": {"reason": "read", "margin": "none", "grade": "none"}},
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "bundle": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}},
                {"id": "finance", "label": {"en": "Finance"}, "entities": {
                    "offer": {"verbs": {"read": "all", "edit": "all"}, "otherFields": "write"}}}],
             "approval": [
                {"id": "offer_approval", "label": {"en": "Offer approval"}, "entity": "offer",
                 "start": %s,
                 "nodes": [
                    {"kind": "approve", "id": "books", "label": {"en": "Books"}, "approvers": [%s]%s,
                     "options": {"returns": "initiator"}}],
                 "summary": ["name"], "administrators": ["admin"]},
                {"id": "bundle_approval", "label": {"en": "Bundle approval"}, "entity": "bundle",
                 "nodes": [
                    {"kind": "sub_flow", "id": "offers", "label": {"en": "Offers"}, "approval": "offer_approval",
                     "target": "offer"},
                    {"kind": "approve", "id": "after", "label": {"en": "After"},
                     "approvers": [{"source": "role", "role": "finance"}]}],
                 "administrators": ["admin"]}]}
            """;

    private static final String START = """
            {"fields": {"reason": "write", "margin": "read", "score": "none", "discount": "read"},
             "required": ["reason"],
             "checks": [{"id": "limit", "mustHold": "discount <= 50%", "field": "discount",
                "message": {"en": "Not more than half off.", "zh-CN": "折扣不能超过一半。"}}]}""";

    private static final String FINANCE = "{\"source\": \"role\", \"role\": \"finance\"}";

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start();
        company.publish(FLOW.formatted(START, FINANCE, ""));
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static Records records() {
        return company.app().get(Records.class);
    }

    private static Actor.Person wang() {
        return company.who("Wang");
    }

    private static RecordId create(String entity, Map<String, @Nullable Object> values) {
        var result = records().save(wang(), new Change.Create(entity, values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    private static RecordId offer(String discount) {
        var offer = create(
                "offer", Map.of("name", "O", "discount", new BigDecimal(discount), "score", new BigDecimal("3")));
        assertThat(company.edit("Qian", "offer", offer, Map.of("margin", new BigDecimal("7.5"), "grade", "B")))
                .isInstanceOf(SaveResult.Saved.class);
        return offer;
    }

    private static ApprovalResult submit(RecordId offer, Map<String, @Nullable Object> values) {
        return company.approvals().submit(wang(), "offer", offer, null, null, Map.of(), values);
    }

    private static RecordId submitted() {
        var offer = offer("0.1");
        assertThat(submit(offer, Map.of("reason", "a good customer"))).isInstanceOf(ApprovalResult.Done.class);
        return offer;
    }

    private static RecordId sentBack() {
        var offer = submitted();
        assertThat(company.approvals()
                        .act(company.who("Qian"), company.task("Qian", offer), new TaskAction.SendBack(null), "more"))
                .isInstanceOf(ApprovalResult.Done.class);
        return offer;
    }

    private static StoredRecord found(String name, RecordId offer) {
        var result = company.find(name, "offer", offer);
        assertThat(result).isInstanceOf(FindResult.Found.class);
        return ((FindResult.Found) result).record();
    }

    private static List<Problem> refused(ApprovalResult result) {
        assertThat(result).isInstanceOf(ApprovalResult.Refused.class);
        return ((ApprovalResult.Refused) result).problems();
    }

    private static List<String> texts(List<Problem> problems, Locale locale) {
        return problems.stream().map(problem -> Messages.text(problem, locale)).toList();
    }

    private static List<String> why(RecordId offer, String field) {
        var result = company.app().get(Why.class).field(wang(), "offer", offer, field, null);
        assertThat(result).isInstanceOf(WhyResult.Field.class);
        return ((WhyResult.Field) result).reasons();
    }

    private static Asked asked(RecordId offer, Map<String, @Nullable Object> values) {
        var preview = company.approvals().preview(wang(), "offer", offer, null, Map.of(), values);
        assertThat(preview).isInstanceOf(PreviewResult.Found.class);
        return ((PreviewResult.Found) preview).asked();
    }

    @Test
    void what_the_start_opens_is_entered_with_the_submission_though_the_role_only_reads_it() {
        var offer = offer("0.1");
        assertThat(company.edit("Wang", "offer", offer, Map.of("reason", "before")))
                .as("as long as nothing runs, roles decide")
                .isInstanceOf(SaveResult.Denied.class);

        assertThat(submit(offer, Map.of("reason", "a good customer"))).isInstanceOf(ApprovalResult.Done.class);

        assertThat(company.read("offer", offer).value("reason")).isEqualTo("a good customer");
        assertThat(company.edit("Wang", "offer", offer, Map.of("reason", "after")))
                .as("once it runs, nobody enters anything")
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(company.edit("Wang", "offer", offer, Map.of("name", "after")))
                .isInstanceOf(SaveResult.Locked.class);
    }

    @Test
    void a_field_that_the_start_asks_for_must_be_filled_and_nothing_is_left_of_a_refusal() {
        var offer = offer("0.1");
        var before = company.checksums();

        var problems = refused(submit(offer, Map.of()));

        assertThat(problems).extracting(Problem::path).containsExactly("reason");
        assertThat(texts(problems, Locale.SIMPLIFIED_CHINESE)).containsExactly("提交前请填写“原因”。");
        assertThat(refused(submit(offer, Map.of("reason", " "))))
                .extracting(Problem::path)
                .containsExactly("reason");
        assertThat(company.checksums()).isEqualTo(before);
    }

    @Test
    void a_check_of_the_start_says_its_message_in_the_language_of_the_reader() {
        var offer = offer("0.6");

        var problems = refused(submit(offer, Map.of("reason", "a good customer")));

        assertThat(problems).extracting(Problem::path).containsExactly("discount");
        assertThat(texts(problems, Locale.ENGLISH)).containsExactly("Not more than half off.");
        assertThat(texts(problems, Locale.SIMPLIFIED_CHINESE)).containsExactly("折扣不能超过一半。");
        assertThat(company.read("offer", offer).value("reason")).isNull();
        assertThat(company.read("offer", offer).lock()).isNull();
    }

    @Test
    void before_submitting_it_is_said_what_is_asked_for_and_what_is_in_the_way() {
        var offer = offer("0.6");

        var asked = asked(offer, Map.of());

        assertThat(asked.fields())
                .filteredOn(Asked.Field::entered)
                .extracting(Asked.Field::id)
                .containsExactly("reason");
        assertThat(asked.fields()).extracting(Asked.Field::id).doesNotContain("score");
        assertThat(asked.problems()).extracting(Problem::path).containsExactly("reason", "discount");
        assertThat(asked(offer, Map.of("reason", "x")).problems())
                .extracting(Problem::path)
                .containsExactly("discount");
    }

    @Test
    void what_is_not_asked_for_is_refused_in_the_same_words_whether_it_exists_or_not() {
        var offer = offer("0.1");
        var values =
                Map.<String, Object>of("reason", "x", "grade", "A", "nothing_such", "A", "discount", BigDecimal.ZERO);

        var problems = refused(submit(offer, Map.copyOf(values)));

        assertThat(texts(problems, Locale.ENGLISH))
                .containsExactly(
                        "\"Discount\" is not entered with the submission. Change the record first, then submit it.",
                        "\"grade\" is not entered with the submission. Change the record first, then submit it.",
                        "\"nothing_such\" is not entered with the submission. Change the record first, then submit it.");
        assertThat(company.read("offer", offer).value("grade")).isEqualTo("B");
    }

    @Test
    void as_long_as_it_runs_the_initiator_sees_what_the_start_shows_and_not_what_it_hides() {
        var other = offer("0.2");
        var offer = submitted();

        assertThat(found("Wang", offer).values()).containsKey("margin").doesNotContainKeys("score", "grade");
        assertThat(found("Wang", other).values()).doesNotContainKey("margin").containsKey("score");
        assertThat(records().schema(wang(), "offer", offer).fields("offer"))
                .extracting(FieldDefinition::id)
                .contains("margin")
                .doesNotContain("score", "grade");
        assertThat(records().find(wang(), "offer", offer, Set.of("score"))).isInstanceOf(FindResult.Invalid.class);
        assertThat(found("Qian", offer).values()).as("whoever decides").containsKeys("score", "grade");
    }

    @Test
    void what_is_hidden_from_the_initiator_is_hidden_in_lists_filters_and_on_paper_too() {
        var other = offer("0.2");
        var offer = submitted();

        var rows = page(RecordQuery.of("offer", List.of("name", "score")));
        assertThat(rows)
                .filteredOn(row -> row.id().equals(offer))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).doesNotContainKey("score"));
        assertThat(rows)
                .filteredOn(row -> row.id().equals(other))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsKey("score"));
        assertThat(page(RecordQuery.of("offer", List.of("name")).filtered("score > 1", Map.of())))
                .extracting(StoredRecord::id)
                .contains(other)
                .doesNotContain(offer);
        assertThat(company.app().get(Prints.class).prepare(wang(), "offer", offer))
                .isInstanceOfSatisfying(
                        PrintResult.Ready.class,
                        ready -> assertThat(ready.record().values()).doesNotContainKey("score"));
    }

    private static List<StoredRecord> page(RecordQuery query) {
        var result = records().query(wang(), query.page(0, 200));
        assertThat(result).isInstanceOf(QueryResult.Page.class);
        return ((QueryResult.Page) result).items();
    }

    @Test
    void when_it_has_ended_roles_decide_again() {
        var offer = submitted();
        company.agree("Qian", offer);

        assertThat(company.last("offer", offer).state()).isEqualTo(ApprovalState.APPROVED);
        assertThat(found("Wang", offer).values()).containsKey("score").doesNotContainKey("margin");
        assertThat(company.edit("Wang", "offer", offer, Map.of("discount", new BigDecimal("0.3"))))
                .isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_request_sent_back_is_changed_as_the_start_says_and_the_gate_sees_to_it() {
        var offer = sentBack();

        assertThat(found("Wang", offer).values()).containsKey("margin").doesNotContainKeys("score", "grade");
        assertThat(found("Wang", offer).may().edit()).isTrue();
        assertThat(company.edit("Wang", "offer", offer, Map.of("reason", "a better reason")))
                .isInstanceOf(SaveResult.Saved.class);
        assertThat(company.edit("Wang", "offer", offer, Map.of("name", "P")))
                .as("what the start does not name is as the role says")
                .isInstanceOf(SaveResult.Saved.class);
        assertThat(company.edit("Wang", "offer", offer, Map.of("discount", new BigDecimal("0.3"))))
                .as("the role writes it, the start only shows it")
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(company.edit("Wang", "offer", offer, Map.of("margin", BigDecimal.ONE)))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(company.edit("Wang", "offer", offer, Map.of("score", BigDecimal.ONE)))
                .isInstanceOf(SaveResult.Rejected.class);
        assertThat(company.edit("Qian", "offer", offer, Map.of("discount", new BigDecimal("0.2"))))
                .as("the start speaks of the initiator alone")
                .isInstanceOf(SaveResult.Saved.class);
        assertThat(records().schema(wang(), "offer", offer).right("offer", "discount"))
                .isEqualTo(FieldRight.READ);

        assertThat(submit(offer, Map.of("reason", "the best reason"))).isInstanceOf(ApprovalResult.Done.class);
        assertThat(company.read("offer", offer).value("reason")).isEqualTo("the best reason");
        assertThat(company.last("offer", offer).submission()).isEqualTo(2);
    }

    @Test
    void a_request_sent_back_is_held_against_the_start_again() {
        var offer = sentBack();
        assertThat(company.edit("Qian", "offer", offer, Map.of("discount", new BigDecimal("0.9"))))
                .isInstanceOf(SaveResult.Saved.class);

        assertThat(texts(refused(submit(offer, Map.of())), Locale.ENGLISH)).containsExactly("Not more than half off.");
        assertThat(company.last("offer", offer).state()).isEqualTo(ApprovalState.RETURNED);
    }

    @Test
    void reasons_say_what_the_start_does() {
        var offer = submitted();
        assertThat(why(offer, "margin")).contains("A running approval shows this field to you.");
        assertThat(company.app().get(Why.class).field(wang(), "offer", offer, "score", null))
                .as("what is hidden does not exist for whoever asks")
                .isInstanceOf(WhyResult.Refused.class);
        assertThat(records().standing(wang(), "offer", offer))
                .map(Standing::hidden)
                .hasValue(Set.of("score"));

        var back = sentBack();
        assertThat(why(back, "discount")).contains("An approval waits for you and lets you only read this field.");
        assertThat(why(back, "reason")).contains("An approval waits for you and opens this field.");
    }

    @Test
    void whom_the_initiator_names_while_submitting_is_asked() {
        company.publish(FLOW.formatted(
                "{\"fields\": {\"reviewer\": \"write\"}, \"required\": [\"reviewer\"]}",
                "{\"source\": \"field\", \"path\": \"reviewer\"}",
                ""));
        try {
            var offer = offer("0.1");
            var preview = company.approvals().preview(wang(), "offer", offer);
            var zhou = company.who("Zhou").user();

            assertThat(((PreviewResult.Found) preview).path().steps())
                    .as("the record names nobody yet: the administrators")
                    .allSatisfy(step -> assertThat(step.people())
                            .noneMatch(person -> person.user().equals(zhou)));
            assertThat(((PreviewResult.Found) company.approvals()
                                    .preview(wang(), "offer", offer, null, Map.of(), Map.of("reviewer", zhou)))
                            .path()
                            .steps()
                            .getFirst()
                            .people())
                    .singleElement()
                    .satisfies(person -> assertThat(person.user()).isEqualTo(zhou));
            assertThat(submit(offer, Map.of("reviewer", zhou))).isInstanceOf(ApprovalResult.Done.class);
            assertThat(company.isAsked("Zhou", offer)).isTrue();
        } finally {
            company.publish(FLOW.formatted(START, FINANCE, ""));
        }
    }

    @Test
    void what_another_flow_starts_is_held_against_the_start_and_stops_for_the_administrators() {
        var offer = offer("0.1");
        var bundle = create("bundle", Map.of("name", "B", "offer", offer));

        assertThat(company.submit("Wang", "bundle", bundle)).isInstanceOf(ApprovalResult.Done.class);

        assertThat(company.last("bundle", bundle).state()).isEqualTo(ApprovalState.SUSPENDED);
        assertThat(company.approvals()
                        .instances(RecordReader.APPROVAL, "offer", offer)
                        .orElseThrow())
                .isEmpty();
    }

    @Test
    void whoever_asks_and_decides_is_hidden_only_what_both_hide() {
        company.publish(FLOW.formatted(
                START.replace("[\"reason\"]", "[]"),
                "{\"source\": \"initiator\"}",
                ", \"selfApproval\": \"allow\", \"fields\": {\"grade\": \"none\"}"));
        try {
            var offer = offer("0.1");
            assertThat(submit(offer, Map.of())).isInstanceOf(ApprovalResult.Done.class);

            assertThat(company.isAsked("Wang", offer)).isTrue();
            assertThat(found("Wang", offer).values()).containsKey("score");
        } finally {
            company.publish(FLOW.formatted(START, FINANCE, ""));
        }
    }
}
