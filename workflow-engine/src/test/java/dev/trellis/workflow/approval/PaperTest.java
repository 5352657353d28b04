package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.paper.Paper;
import dev.trellis.workflow.paper.Papers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paper of an end: the record as it was, for each reader what that reader may see. */
class PaperTest {

    private static final String FLOW = """
            {"entity": [
                {"id": "bill", "label": {"en": "Bill"}, "plural": {"en": "Bills"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "state", "label": {"en": "State"}, "type": "text"},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "decimal", "scale": 2},
                    {"id": "margin", "label": {"en": "Margin"}, "type": "decimal", "scale": 2},
                    {"id": "phone", "label": {"en": "Phone"}, "type": "phone"},
                    {"id": "account", "label": {"en": "Account"}, "type": "masked", "maxLength": 40, "shownEnd": 4},
                    {"id": "clerk", "label": {"en": "Clerk"}, "type": "user"},
                    {"id": "parts", "label": {"en": "Parts"}, "type": "lines", "entity": "part"}]},
                {"id": "part", "label": {"en": "Part"}, "plural": {"en": "Parts"}, "title": "name", "ownedBy": "bill",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "cost", "label": {"en": "Cost"}, "type": "decimal", "scale": 2}]}],
             "role": [
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "bill": {"verbs": {"create": "own", "read": "own", "edit": "own", "print": "own"},
                        "otherFields": "write", "fields": {"margin": "%1$s"}},
                    "part": {"verbs": {}, "otherFields": "write", "fields": {"cost": "%1$s"}},
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"}}},
                {"id": "finance", "label": {"en": "Finance"}, "entities": {
                    "bill": {"verbs": {"read": "all", "edit": "all", "print": "all"}, "otherFields": "write"},
                    "part": {"verbs": {}, "otherFields": "write"},
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"}}},
                {"id": "director", "label": {"en": "Director"}, "entities": {
                    "bill": {"verbs": {"read": "all", "print": "all"}, "otherFields": "read",
                        "fields": {"phone": "masked"}}}},
                {"id": "listener", "label": {"en": "Listener"}, "entities": {
                    "bill": {"verbs": {"read": "all"}, "otherFields": "read"}}}],
             "approval": [
                {"id": "bill_approval", "label": {"en": "Bill approval"}, "entity": "bill",
                 "nodes": [{"kind": "approve", "id": "books", "label": {"en": "Books"},
                    "approvers": [{"source": "role", "role": "finance"}]}],
                 "effects": {"onApproved": {"state": "\\"approved\\""}},
                 "endings": {"approved": {"prints": true}},
                 "summary": ["name"], "administrators": ["admin"]}]}
            """;

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start(Map.of("trellis.master-key", "paper-paper-paper-paper-paper-1234"));
        company.publish(FLOW.formatted("write"));
        company.assign("Stranger", "listener");
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static RecordId bill() {
        var values = Map.<String, @Nullable Object>of(
                "name",
                "B-1",
                "amount",
                new BigDecimal("100"),
                "margin",
                new BigDecimal("7.5"),
                "phone",
                "13800001234",
                "account",
                "622200001111",
                "clerk",
                company.who("Li").user(),
                "parts",
                List.of(new Change.Line(null, Map.of("name", "wheel", "cost", new BigDecimal("3")))));
        var result = company.app().get(Records.class).save(company.who("Wang"), new Change.Create("bill", values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    private static RecordId approved() {
        var bill = bill();
        assertThat(company.submit("Wang", "bill", bill)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(company.agree("Qian", bill)).isInstanceOf(ApprovalResult.Done.class);
        return bill;
    }

    private static RecordId request(RecordId bill) {
        return company.last("bill", bill).id();
    }

    private static Paper paper(Actor.Person reader, RecordId bill) {
        return company.app().get(Papers.class).find(reader, "bill", bill, request(bill));
    }

    private static StoredRecord ready(Actor.Person reader, RecordId bill) {
        var paper = paper(reader, bill);
        assertThat(paper).isInstanceOf(Paper.Ready.class);
        return ((Paper.Ready) paper).record();
    }

    private static long kept(RecordId bill) {
        return company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .one("SELECT COUNT(*) FROM t_approval_paper WHERE record_id = ?", row -> row.getLong(1), bill)
                        .orElse(0L));
    }

    private static Actor.Person with(String name, String... roles) {
        var who = company.who(name);
        return new Actor.Person(who.user(), who.name(), Set.of(roles), Set.of(), who.locale(), who.via());
    }

    @Test
    void what_the_database_seals_is_sealed_in_snapshots_too_and_read_back() {
        var request = request(approved());

        var kept = company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .list(
                                "SELECT content FROM t_approval_snapshot WHERE instance = ?",
                                row -> row.getString(1),
                                request));
        var read = company.app()
                .inUnit(() -> company.app().get(SnapshotStore.class).of(request));

        assertThat(kept).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain("622200001111", "B-1"));
        assertThat(read)
                .hasSameSizeAs(kept)
                .allSatisfy(snapshot -> assertThat(
                                snapshot.content().at("/account/value").asString())
                        .isEqualTo("622200001111"));
    }

    @Test
    void an_end_keeps_the_record_as_it_was_and_once() {
        var bill = approved();
        assertThat(company.edit("Wang", "bill", bill, Map.of("name", "B-2", "amount", new BigDecimal("999"))))
                .isInstanceOf(SaveResult.Saved.class);

        var paper = ready(company.who("Wang"), bill);

        assertThat(paper.value("name")).isEqualTo("B-1");
        assertThat((BigDecimal) paper.value("amount")).isEqualByComparingTo("100");
        assertThat(paper.value("state")).as("with the fields of the last turn").isEqualTo("approved");
        assertThat(paper.labels()).containsEntry("clerk", "Li");
        assertThat(paper.lines("parts"))
                .singleElement()
                .satisfies(line -> assertThat(line.value("name")).isEqualTo("wheel"));
        assertThat(paper.may().edit()).isFalse();
        assertThat(company.last("bill", bill).isPrinted()).isTrue();
        assertThat(kept(bill)).isEqualTo(1);
    }

    @Test
    void an_end_that_does_not_say_so_keeps_none() {
        var bill = bill();
        assertThat(company.submit("Wang", "bill", bill)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(company.reject("Qian", bill)).isInstanceOf(ApprovalResult.Done.class);

        assertThat(company.last("bill", bill).isPrinted()).isFalse();
        assertThat(paper(company.who("Wang"), bill)).isInstanceOf(Paper.NotFound.class);
    }

    @Test
    void a_paper_shows_each_reader_what_they_may_see_today() {
        var bill = approved();
        assertThat(ready(company.who("Wang"), bill).values()).containsKey("margin");
        try {
            company.publish(FLOW.formatted("none"));

            var mine = ready(company.who("Wang"), bill);
            assertThat(mine.values()).doesNotContainKey("margin").containsKey("amount");
            assertThat(mine.lines("parts"))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.values()).doesNotContainKey("cost").containsKey("name"));
            var theirs = ready(company.who("Qian"), bill);
            assertThat(theirs.values()).containsKeys("margin", "phone");
            assertThat(theirs.lines("parts"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.values()).containsKey("cost"));
            assertThat(ready(with("Zhou", "director"), bill).values())
                    .as("what is shown in part only is left out")
                    .doesNotContainKey("phone")
                    .containsKey("amount");
        } finally {
            company.publish(FLOW.formatted("write"));
        }
    }

    @Test
    void a_paper_holds_nothing_that_the_database_seals() {
        var bill = approved();

        assertThat(ready(company.who("Wang"), bill).values()).doesNotContainKey("account");
        assertThat(company.app()
                        .inUnit(() -> company.app()
                                .sql()
                                .one(
                                        "SELECT content FROM t_approval_paper WHERE record_id = ?",
                                        row -> row.getString(1),
                                        bill)))
                .hasValueSatisfying(content -> assertThat(content).doesNotContain("622200001111"));
    }

    @Test
    void whoever_may_not_print_gets_no_paper() {
        var bill = approved();
        var other = approved();

        assertThat(paper(with("Stranger", "listener"), bill)).isInstanceOf(Paper.Denied.class);
        assertThat(paper(with("Stranger"), bill)).isInstanceOf(Paper.NotFound.class);
        assertThat(company.app().get(Papers.class).find(company.who("Wang"), "bill", bill, request(other)))
                .as("the paper of another record")
                .isInstanceOf(Paper.NotFound.class);
    }

    @Test
    void an_end_that_is_undone_leaves_no_paper() {
        var bill = bill();
        assertThat(company.submit("Wang", "bill", bill)).isInstanceOf(ApprovalResult.Done.class);
        var task = company.task("Qian", bill);

        assertThatThrownBy(() -> company.app().inUnit(() -> {
                    assertThat(company.approvals().agree(company.who("Qian"), task, "", Map.of(), null))
                            .isInstanceOf(ApprovalResult.Done.class);
                    assertThat(kept(bill)).isEqualTo(1);
                    throw new UnsupportedOperationException("stopped before the commit");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(kept(bill)).isZero();
        assertThat(company.last("bill", bill).state()).isEqualTo(ApprovalState.RUNNING);
        assertThat(company.agree("Qian", bill)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(kept(bill)).isEqualTo(1);
        assertThat(company.approvals().agree(company.who("Qian"), task, "", Map.of(), null))
                .as("a second click")
                .isInstanceOf(ApprovalResult.Refused.class);
        assertThat(kept(bill)).isEqualTo(1);
    }
}
