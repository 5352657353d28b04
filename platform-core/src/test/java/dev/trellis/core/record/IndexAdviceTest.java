package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.advice.FieldUse;
import dev.trellis.core.advice.IndexAdvice;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.LiveMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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

    private List<IndexAdvice> advice() {
        var live = live();
        return IndexAdvice.of(
                live.entity("account").orElseThrow(),
                live,
                work.app.get(FieldUse.class).of("account"));
    }

    private boolean hasIndex(String name) {
        return work.app.inUnit(
                () -> work.app.sql().one("""
                        SELECT COUNT(*) FROM information_schema.statistics
                        WHERE table_schema = DATABASE() AND table_name = 'r_account' AND index_name = ?
                        """, row -> row.getLong(1) > 0, name).orElseThrow());
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
}
