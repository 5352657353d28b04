package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Standing;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.reason.Why;
import dev.trellis.core.reason.WhyResult;
import dev.trellis.core.record.AggregateResult;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.HistoryResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.search.Search;
import dev.trellis.core.search.SearchRequest;
import dev.trellis.core.search.SearchResult;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a step shows to whoever is asked and does not know the record, and hides from whoever does. */
class StepSightTest {

    private static final String FLOW = """
            {"approval": [
                {"id": "quote_approval", "label": {"en": "Quote approval"}, "entity": "quote",
                 "nodes": [
                    {"kind": "approve", "id": "books", "label": {"en": "Books"}, "completion": "all",
                     "approvers": [{"source": "role", "role": "finance"}],
                     "fields": {"discount": "read", "remark": "write"%s},
                     "options": {"returns": "initiator"}},
                    {"kind": "cc", "id": "tell", "label": {"en": "Tell"}, "fields": ["remark"],
                     "recipients": [{"source": "role", "role": "listener"}]},
                    {"kind": "approve", "id": "last", "label": {"en": "Last"}, "completion": "any",
                     "approvers": [{"source": "role", "role": "director"}]}],
                 "summary": ["name"], "administrators": ["admin"]}],
             "role": [
                {"id": "listener", "label": {"en": "Listener"}},
                {"id": "auditor", "label": {"en": "Auditor"}, "entities": {"quote": {
                    "verbs": {"read": "all", "edit": "all", "history": "all", "print": "all"}, "otherFields": "write"}}}]}
            """;

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start();
        company.publish(FLOW.formatted(""));
        company.assign("Stranger", "listener");
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static Records records() {
        return company.app().get(Records.class);
    }

    private static StoredRecord found(Actor.Person person, RecordId quote, String... fields) {
        var result = records().find(person, "quote", quote, Set.of(fields));
        assertThat(result).isInstanceOf(FindResult.Found.class);
        return ((FindResult.Found) result).record();
    }

    /** The fields that people gave the entity, as far as they are among these names. */
    private static Set<String> designed(Iterable<String> names) {
        var designed = new HashSet<>(Set.of("name", "status", "discount", "remark", "cost"));
        var given = new HashSet<String>();
        names.forEach(given::add);
        designed.retainAll(given);
        return designed;
    }

    private static List<String> names(Actor.Person person, RecordId quote) {
        return records().schema(person, "quote", quote).fields("quote").stream()
                .map(FieldDefinition::id)
                .toList();
    }

    private static RecordId asked() {
        var quote = company.quote("Wang", "0.1");
        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        return quote;
    }

    private static void sendBack(RecordId quote) {
        var task = company.task("Qian", quote);
        assertThat(company.approvals().act(company.who("Qian"), task, new TaskAction.SendBack(null), "look again"))
                .isInstanceOf(ApprovalResult.Done.class);
    }

    private static Actor.Person auditor() {
        var qian = company.who("Qian");
        return new Actor.Person(
                qian.user(), qian.name(), Set.of("finance", "auditor"), Set.of(), qian.locale(), qian.via());
    }

    private static Set<String> codes(WhyResult result) {
        return result instanceof WhyResult.Refused(Problem problem)
                ? Set.of(problem.code().key())
                : Set.of();
    }

    @Test
    void whoever_is_asked_reads_the_one_record_of_a_kind_that_no_role_knows() {
        var quote = asked();

        var seen = found(company.who("Qian"), quote);

        assertThat(designed(seen.values().keySet())).containsExactlyInAnyOrder("name", "discount", "remark");
        assertThat(seen.may().edit()).as("the step lets her write").isTrue();
        assertThat(seen.may().delete()).isFalse();
        assertThat(seen.may().history()).isFalse();
        assertThat(designed(names(company.who("Qian"), quote))).containsExactlyInAnyOrder("name", "discount", "remark");
        assertThat(records().schema(company.who("Qian"), "quote", quote).entity("quote"))
                .isPresent();
        assertThat(records().find(company.who("Qian"), "quote", quote, Set.of("cost")))
                .as("what the step does not name does not exist")
                .isInstanceOf(FindResult.Invalid.class);
    }

    @Test
    void nothing_else_becomes_visible_with_it() {
        var other = company.quote("Wang", "0.2");
        var quote = asked();
        var qian = company.who("Qian");

        assertThat(records().find(qian, "quote", other, Set.of())).isInstanceOf(FindResult.NotFound.class);
        assertThat(records().schema(qian, "quote", other).entity("quote")).isEmpty();
        assertThat(records().schema(qian).entity("quote")).isEmpty();
        assertThat(records().schema(qian, "quote", quote).entity("request")).isEmpty();
        assertThat(records().query(qian, RecordQuery.of("quote", List.of("name"))))
                .isInstanceOf(QueryResult.Invalid.class);
        assertThat(records().among(qian, "quote", List.of(quote, other), List.of("name")))
                .isEmpty();
        assertThat(records().reached(qian, "quote", List.of(quote), Verb.READ)).isEmpty();
        assertThat(records().suggest(qian, "quote", "Q", 10)).isInstanceOf(QueryResult.Invalid.class);
        assertThat(records()
                        .aggregate(
                                qian,
                                new RecordAggregate(
                                        "quote",
                                        List.of(),
                                        List.of(new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null)),
                                        null,
                                        Map.of())))
                .isNotInstanceOf(AggregateResult.Rows.class);
        company.app().get(Search.class).catchUp();
        assertThat(company.app().get(Search.class).find(qian, SearchRequest.of("Q-Wang")))
                .isInstanceOfSatisfying(
                        SearchResult.Found.class,
                        found -> assertThat(found.hits()).isEmpty());
        assertThat(records().find(company.who("Stranger"), "quote", quote, Set.of()))
                .as("who is not asked yet")
                .isInstanceOf(FindResult.NotFound.class);
    }

    @Test
    void history_printing_and_reasons_say_the_same_as_the_record() {
        var quote = asked();
        var qian = company.who("Qian");
        var why = company.app().get(Why.class);

        assertThat(records().history(qian, "quote", quote)).isInstanceOf(HistoryResult.NotFound.class);
        assertThat(company.app().get(Prints.class).prepare(qian, "quote", quote))
                .isInstanceOf(PrintResult.Denied.class);
        assertThat(why.access(qian, "quote", quote, null))
                .isInstanceOfSatisfying(
                        WhyResult.Access.class,
                        access -> assertThat(access.answers().stream()
                                        .filter(WhyResult.Answer::allowed)
                                        .map(WhyResult.Answer::verb))
                                .containsExactlyInAnyOrder(Verb.READ, Verb.EDIT));
        assertThat(why.field(qian, "quote", quote, "discount", null))
                .isInstanceOfSatisfying(
                        WhyResult.Field.class,
                        field -> assertThat(field.right()).isEqualTo(FieldRight.READ));
        assertThat(codes(why.field(qian, "quote", quote, "cost", null))).containsExactly("UNKNOWN_FIELD");
        assertThat(records().standing(qian, "quote", quote)).map(Standing::task).hasValue(true);
    }

    @Test
    void she_writes_what_her_step_opens_and_nothing_else() {
        var quote = asked();

        assertThat(company.edit("Qian", "quote", quote, Map.of("remark", "checked")))
                .isInstanceOf(SaveResult.Saved.class);
        assertThat(company.edit("Qian", "quote", quote, Map.of("discount", new BigDecimal("0.5"))))
                .isInstanceOf(SaveResult.Denied.class);
        assertThat(company.edit("Qian", "quote", quote, Map.of("cost", new BigDecimal("1"))))
                .isInstanceOf(SaveResult.Rejected.class);
        assertThat((BigDecimal) company.read("quote", quote).value("discount")).isEqualByComparingTo("0.1");
    }

    @Test
    void whoever_has_decided_goes_on_reading_until_the_request_ends() {
        var quote = asked();
        company.agree("Qian", quote);

        var seen = found(company.who("Qian"), quote);
        assertThat(designed(seen.values().keySet())).containsExactlyInAnyOrder("name", "discount", "remark");
        assertThat(seen.may().edit()).as("decided").isFalse();
        company.agree("Zhou", quote);

        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.APPROVED);
        assertThat(records().find(company.who("Qian"), "quote", quote, Set.of()))
                .isInstanceOf(FindResult.NotFound.class);
    }

    @Test
    void whoever_sent_a_request_back_still_reads_it_while_the_initiator_has_it() {
        var quote = asked();
        sendBack(quote);

        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.RETURNED);
        assertThat(designed(found(company.who("Qian"), quote).values().keySet()))
                .containsExactlyInAnyOrder("name", "discount", "remark");
        assertThat(designed(names(company.who("Qian"), quote))).containsExactlyInAnyOrder("name", "discount", "remark");
    }

    @Test
    void a_copy_shows_its_fields_and_no_more() {
        var quote = asked();
        company.agree("Qian", quote);

        var seen = found(company.who("Stranger"), quote);

        assertThat(designed(seen.values().keySet())).containsExactlyInAnyOrder("name", "remark");
        assertThat(seen.may().edit()).isFalse();
    }

    @Test
    void a_field_that_a_step_hides_does_not_exist_on_that_record() {
        company.publish(FLOW.formatted(", \"cost\": \"none\""));
        try {
            var other = company.quote("Wang", "0.2");
            var quote = asked();
            var qian = auditor();

            assertThat(found(qian, quote).values()).doesNotContainKey("cost").containsKey("status");
            assertThat(found(qian, other).values()).containsKey("cost");
            assertThat(records().find(qian, "quote", quote, Set.of("cost"))).isInstanceOf(FindResult.Invalid.class);
            assertThat(names(qian, quote)).doesNotContain("cost");
            assertThat(names(qian, other)).contains("cost");
            assertThat(codes(company.app().get(Why.class).field(qian, "quote", quote, "cost", null)))
                    .containsExactly("UNKNOWN_FIELD");
            assertThat(records().standing(qian, "quote", quote))
                    .map(standing -> standing.fields().get("cost"))
                    .hasValue(FieldRight.NONE);
            var version = found(qian, quote).version();
            assertThat(records().save(qian, new Change.Update("quote", quote, version, Map.of("cost", BigDecimal.ONE))))
                    .isInstanceOf(SaveResult.Rejected.class);
        } finally {
            company.publish(FLOW.formatted(""));
        }
    }

    @Test
    void a_hidden_field_is_hidden_in_lists_filters_sums_sorting_and_paper_too() {
        company.publish(FLOW.formatted(", \"cost\": \"none\""));
        try {
            var other = company.quote("Wang", "0.2");
            var quote = asked();
            var qian = auditor();

            var rows = page(RecordQuery.of("quote", List.of("name", "cost")), qian).stream()
                    .filter(row -> row.id().equals(quote) || row.id().equals(other))
                    .toList();
            assertThat(rows).hasSize(2);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.values().containsKey("cost"))
                            .isEqualTo(row.id().equals(other)));
            assertThat(page(RecordQuery.of("quote", List.of("name")).filtered("cost > 1", Map.of()), qian))
                    .extracting(StoredRecord::id)
                    .contains(other)
                    .doesNotContain(quote);
            assertThat(page(
                            RecordQuery.of("quote", List.of("name"))
                                    .sorted(List.of(new ListDefinition.SortKey("cost", true))),
                            qian))
                    .extracting(StoredRecord::id)
                    .contains(quote, other);
            assertThat(records().among(qian, "quote", List.of(quote), List.of("cost", "status")))
                    .singleElement()
                    .satisfies(row -> assertThat(row.values()).doesNotContainKey("cost"));
            assertThat(company.app().get(Prints.class).prepare(qian, "quote", quote))
                    .isInstanceOfSatisfying(
                            PrintResult.Ready.class,
                            ready -> assertThat(ready.record().values()).doesNotContainKey("cost"));
        } finally {
            company.publish(FLOW.formatted(""));
        }
    }

    private static List<StoredRecord> page(RecordQuery query, Actor.Person person) {
        var result = records().query(person, query.page(0, 200));
        assertThat(result).isInstanceOf(QueryResult.Page.class);
        return ((QueryResult.Page) result).items();
    }

    @Test
    void history_and_what_differs_since_the_last_time_leave_out_what_is_hidden() {
        company.publish(FLOW.formatted(", \"cost\": \"none\""));
        try {
            var quote = asked();
            sendBack(quote);
            company.edit("Wang", "quote", quote, Map.of("cost", new BigDecimal("99"), "remark", "better"));
            assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
            var qian = auditor();

            assertThat(records().history(qian, "quote", quote))
                    .isInstanceOfSatisfying(
                            HistoryResult.Entries.class,
                            history -> assertThat(history.entries().stream()
                                            .flatMap(entry -> entry.changes().stream())
                                            .map(HistoryResult.FieldChange::path))
                                    .contains("remark")
                                    .doesNotContain("cost"));
            assertThat(company.approvals()
                            .instances(qian, "quote", quote)
                            .orElseThrow()
                            .getFirst()
                            .changes())
                    .extracting(ApprovalView.Changed::field)
                    .contains("remark")
                    .doesNotContain("cost");
        } finally {
            company.publish(FLOW.formatted(""));
        }
    }

    @Test
    void what_is_hidden_at_one_step_is_there_again_when_the_request_has_ended() {
        company.publish(FLOW.formatted(", \"cost\": \"none\""));
        try {
            var quote = asked();
            company.agree("Qian", quote);
            assertThat(found(auditor(), quote).values())
                    .as("decided, still running")
                    .doesNotContainKey("cost");
            company.agree("Zhou", quote);
            assertThat(found(auditor(), quote).values()).containsKey("cost");
        } finally {
            company.publish(FLOW.formatted(""));
        }
    }

    @Test
    void the_initiator_is_hidden_nothing_and_running_requests_keep_hiding_under_their_version() {
        company.publish(FLOW.formatted(", \"cost\": \"none\""));
        var quote = asked();
        company.publish(FLOW.formatted(""));

        assertThat(found(company.who("Wang"), quote).values()).containsKey("cost");
        assertThat(found(auditor(), quote).values()).doesNotContainKey("cost");
    }

    @Test
    void a_step_hides_even_what_the_summary_shows() {
        company.publish(FLOW.formatted(", \"name\": \"none\""));
        try {
            var quote = asked();
            assertThat(found(company.who("Qian"), quote).values()).doesNotContainKey("name");
            assertThat(company.approvals().inbox(company.who("Qian"), InboxFolder.TODO, 0, 100).items().stream()
                            .filter(item -> item.record().equals(quote)))
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(item.title()).isEmpty();
                        assertThat(item.summary()).isEmpty();
                    });
        } finally {
            company.publish(FLOW.formatted(""));
        }
    }

    @Test
    void lines_that_a_step_shows_are_read_whole_where_no_role_speaks_of_them() {
        company.publish("""
                {"approval": [
                    {"id": "request_approval", "label": {"en": "Request approval"}, "entity": "request",
                     "nodes": [{"kind": "approve", "id": "books", "label": {"en": "Books"}, "completion": "all",
                         "approvers": [{"source": "role", "role": "finance"}], "fields": {"items": "read"}}],
                     "summary": ["name"], "administrators": ["admin"]}]}
                """);
        var request = company.request("Wang", "paper", "pens");
        company.submit("Wang", "request", request);
        var result = records().find(company.who("Qian"), "request", request, Set.of());

        assertThat(result).isInstanceOf(FindResult.Found.class);
        assertThat(((FindResult.Found) result).record().lines("items"))
                .extracting(line -> line.value("name"))
                .containsExactly("paper", "pens");
        assertThat(records().query(company.who("Qian"), RecordQuery.of("item", List.of("name"))))
                .isInstanceOf(QueryResult.Invalid.class);
    }
}
