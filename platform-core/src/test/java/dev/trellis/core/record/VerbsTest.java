package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.export.ExportRequest;
import dev.trellis.core.export.ExportResult;
import dev.trellis.core.export.Exports;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.many.Many;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.print.PrintResult;
import dev.trellis.core.print.Prints;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.sheet.SheetFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Printing, exporting, the history and changing many have verbs of their own, each with a reach of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerbsTest {

    private TestWorkspace work;
    private Prints prints;
    private Many many;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var json = TestWorkspace.json();
        var desk = """
                {"id": "desk", "label": {"en": "Desk"}, "entities": {
                    "quote": {"verbs": {"read": "all", "edit": "all", "create": "all", "print": "own", "bulk": "own",
                        "export": "own", "history": "own"}, "otherFields": "write"}}}
                """;
        var clerk = """
                {"id": "clerk", "label": {"en": "Clerk"}, "entities": {
                    "quote": {"verbs": {"read": "all", "edit": "all"}, "otherFields": "write"}}}
                """;
        json.withArray("role").add(new JsonMapper().readTree(desk));
        json.withArray("role").add(new JsonMapper().readTree(clerk));
        work.publish(SampleMetadata.definitions(json));
        prints = work.app.get(Prints.class);
        many = work.app.get(Many.class);
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private Actor.Person desk() {
        return work.actor("zhao", "desk");
    }

    private Actor.Person clerk() {
        return work.actor("zhao", "clerk");
    }

    private RecordId quote(Actor actor, String title) {
        return work.save(actor, new Change.Create("quote", Map.of("title", title)))
                .id();
    }

    private Change.Update rename(RecordId quote, String title) {
        return new Change.Update(
                "quote", quote, work.find(desk(), "quote", quote).version(), Map.of("title", title));
    }

    private Object title(RecordId quote) {
        return work.find(desk(), "quote", quote).value("title");
    }

    @Test
    void a_record_is_printed_where_print_reaches_it_and_where_it_is_shared() {
        var own = quote(desk(), "own");
        var other = quote(work.sales("li"), "other");
        var shared = quote(work.sales("li"), "shared");
        work.app
                .get(Collaboration.class)
                .share(
                        work.sales("li"),
                        "quote",
                        shared,
                        new Collaboration.Wish(Recipient.user(work.id("zhao")), false, false, null));

        assertThat(prints.prepare(desk(), "quote", own)).isInstanceOf(PrintResult.Ready.class);
        assertThat(prints.prepare(desk(), "quote", shared)).isInstanceOf(PrintResult.Ready.class);
        assertThat(prints.prepare(desk(), "quote", other))
                .isInstanceOfSatisfying(
                        PrintResult.Denied.class,
                        denied -> assertThat(denied.problem().code().key()).isEqualTo("MAY_NOT_PRINT"));
        assertThat(prints.prepare(clerk(), "quote", own)).isInstanceOf(PrintResult.Denied.class);
    }

    @Test
    void what_is_hidden_and_what_does_not_exist_cannot_be_printed_alike() {
        var hidden = quote(work.sales("li"), "hidden");
        var nobody = work.actor("zhao");

        assertThat(prints.prepare(nobody, "quote", hidden)).isInstanceOf(PrintResult.NotFound.class);
        assertThat(prints.prepare(desk(), "quote", new RecordId(42))).isInstanceOf(PrintResult.NotFound.class);
    }

    @Test
    void of_many_changed_each_for_itself_those_beyond_bulk_stay() {
        var own = quote(desk(), "own");
        var other = quote(work.sales("li"), "other");

        var results =
                many.apply(desk(), "quote", List.of(rename(own, "own 2"), rename(other, "other 2")), Records.Mode.EACH);

        assertThat(results.getFirst()).isInstanceOf(SaveResult.Saved.class);
        assertThat(results.getLast())
                .isInstanceOfSatisfying(
                        SaveResult.Denied.class,
                        denied -> assertThat(denied.problem().code().key()).isEqualTo("BULK_OUT_OF_REACH"));
        assertThat(title(own)).isEqualTo("own 2");
        assertThat(title(other)).isEqualTo("other");
        // One by one it may be changed.
        work.save(desk(), rename(other, "other 3"));
    }

    @Test
    void of_many_changed_together_one_beyond_bulk_refuses_all() {
        var own = quote(desk(), "own");
        var other = quote(work.sales("li"), "other");

        var results =
                many.apply(desk(), "quote", List.of(rename(own, "own 2"), rename(other, "other 2")), Records.Mode.ALL);

        assertThat(results.getFirst()).isInstanceOf(SaveResult.NotApplied.class);
        assertThat(results.getLast()).isInstanceOf(SaveResult.Denied.class);
        assertThat(title(own)).isEqualTo("own");
        assertThat(title(other)).isEqualTo("other");
    }

    @Test
    void whoever_holds_none_of_the_verbs_is_refused_at_every_door() {
        var own = quote(desk(), "own");

        var export = work.app
                .get(Exports.class)
                .prepare(
                        clerk(),
                        new ExportRequest(
                                RecordQuery.of("quote", List.of("title")),
                                List.of("title"),
                                SheetFormat.CSV,
                                false,
                                Locale.ENGLISH));

        assertThat(export).isInstanceOf(ExportResult.Refused.class);
        assertThat(many.refusal(clerk(), "quote").map(Problem::code).map(code -> code.key()))
                .contains("MAY_NOT_BULK");
        assertThat(work.records.history(clerk(), "quote", own)).isInstanceOf(HistoryResult.NotFound.class);
        assertThat(work.records.history(desk(), "quote", own)).isInstanceOf(HistoryResult.Entries.class);
    }
}
