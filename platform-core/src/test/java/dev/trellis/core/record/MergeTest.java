package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.DuplicatePair;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.merge.Match;
import dev.trellis.core.merge.MergeRequest;
import dev.trellis.core.merge.MergeRequest.Choice;
import dev.trellis.core.merge.MergeResult;
import dev.trellis.core.merge.Merges;
import dev.trellis.core.merge.ScanState;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.SampleMetadata;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Finding, merging and un-merging duplicates through the gate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeTest {

    private TestWorkspace work;
    private Merges merges;
    private Duplicates duplicates;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        merges = work.app.get(Merges.class);
        duplicates = work.app.get(Duplicates.class);
        work.publish(List.of(SampleMetadata.definition(Kind.DUPLICATE, """
                {"id": "near_name", "label": {"en": "Nearly the same name"}, "entity": "account",
                 "comparisons": [{"field": "name", "how": "similar_company"}]}""")));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private RecordId account(String name, Map<String, Object> more) {
        var values = new java.util.HashMap<String, Object>(more);
        values.put("name", name);
        return work.save(work.sales("li"), new Change.Create("account", values)).id();
    }

    private MergeRequest request(RecordId survivor, RecordId other, Map<String, Choice> choices) {
        var li = work.sales("li");
        return new MergeRequest(
                "account",
                survivor,
                work.find(li, "account", survivor).version(),
                other,
                work.find(li, "account", other).version(),
                choices);
    }

    private static MergeResult.Merged merged(MergeResult result) {
        assertThat(result).isInstanceOf(MergeResult.Merged.class);
        return (MergeResult.Merged) result;
    }

    @Test
    void a_merge_takes_the_chosen_values_and_everything_that_belongs_to_the_other_and_back() {
        var li = work.sales("li");
        var zhang = work.sales("zhang");
        var survivor = account("Merge A", Map.of("key_account", true));
        var other = account("Merge B", Map.of("tax_no", "T-MERGE"));
        var own = work.save(li, new Change.Create("quote", Map.of("title", "Own", "account", other)))
                .id();
        var hidden = work.save(zhang, new Change.Create("quote", Map.of("title", "Zhang's", "account", other)))
                .id();
        var binned = work.save(li, new Change.Create("quote", Map.of("title", "Gone", "account", other)))
                .id();
        work.save(li, new Change.Delete("quote", binned, 1));

        var merge = merged(merges.merge(
                li, request(survivor, other, Map.of("tax_no", Choice.OTHER, "key_account", Choice.SURVIVOR))));

        assertThat(merge.moved()).isEqualTo(3);
        assertThat(work.find(li, "account", survivor).value("tax_no")).isEqualTo("T-MERGE");
        assertThat(work.find(li, "account", survivor).value("name")).isEqualTo("Merge A");
        assertThat(work.records.find(li, "account", other, java.util.Set.of())).isInstanceOf(FindResult.NotFound.class);
        assertThat(work.find(li, "quote", own).value("account")).isEqualTo(survivor);
        assertThat(work.find(zhang, "quote", hidden).value("account")).isEqualTo(survivor);
        assertThat(((HistoryResult.Entries) work.records.history(li, "quote", own)).entries())
                .first()
                .satisfies(entry ->
                        assertThat(entry.changes().getFirst().beforeText()).isEqualTo("Merge B"));
        assertThat(((HistoryResult.Entries) work.records.history(li, "account", survivor)).entries())
                .extracting(HistoryResult.Entry::kind)
                .containsExactly(HistoryResult.Kind.MERGED, HistoryResult.Kind.CHANGED, HistoryResult.Kind.CREATED);
        work.save(li, new Change.Restore("quote", binned));
        assertThat(work.find(li, "quote", binned).value("account")).isEqualTo(survivor);

        var undone = merges.undo(li, merge.merge());

        assertThat(undone).isInstanceOfSatisfying(MergeResult.Undone.class, back -> {
            assertThat(back.kept()).isEmpty();
            assertThat(back.left()).isZero();
        });
        assertThat(work.find(li, "account", survivor).value("tax_no")).isNull();
        assertThat(work.find(li, "account", other).value("tax_no")).isEqualTo("T-MERGE");
        for (var quote : List.of(own, binned)) {
            assertThat(work.find(li, "quote", quote).value("account")).isEqualTo(other);
        }
        assertThat(work.find(zhang, "quote", hidden).value("account")).isEqualTo(other);
        assertThat(((HistoryResult.Entries) work.records.history(li, "account", other)).entries())
                .extracting(HistoryResult.Entry::kind)
                .containsExactly(HistoryResult.Kind.RESTORED, HistoryResult.Kind.DELETED, HistoryResult.Kind.CREATED);
        assertThat(merges.undo(li, merge.merge())).isInstanceOf(MergeResult.Refused.class);
    }

    @Test
    void what_was_changed_after_a_merge_stays_when_it_is_undone() {
        var li = work.sales("li");
        var survivor = account("Later A", Map.of());
        var other = account("Later B", Map.of("key_account", true));
        var quote = work.save(li, new Change.Create("quote", Map.of("title", "Moved on", "account", other)))
                .id();
        var merge = merged(
                merges.merge(li, request(survivor, other, Map.of("name", Choice.OTHER, "key_account", Choice.OTHER))));
        work.save(li, new Change.Update("account", survivor, merge.version(), Map.of("name", "Later C")));
        work.save(li, new Change.Update("quote", quote, 2, Map.of("account", work.id("acme"))));

        var undone = (MergeResult.Undone) merges.undo(li, merge.merge());

        assertThat(undone.kept()).containsExactly("name");
        assertThat(undone.left()).isEqualTo(1);
        assertThat(work.find(li, "account", survivor).value("name")).isEqualTo("Later C");
        assertThat(work.find(li, "account", survivor).value("key_account")).isNotEqualTo(true);
        assertThat(work.find(li, "quote", quote).value("account")).isEqualTo(work.id("acme"));
    }

    @Test
    void numbers_and_amounts_come_back_as_they_were() {
        var li = work.sales("li");
        var price = new dev.trellis.core.field.Money(new BigDecimal("1234.50"), "CNY");
        var one = work.save(li, new Change.Create("quote", Map.of("title", "N1", "discount", new BigDecimal("0.1250"))))
                .id();
        var two = work.save(
                        li,
                        new Change.Create(
                                "quote", Map.of("title", "N2", "discount", new BigDecimal("0.2"), "price", price)))
                .id();
        var merge = merged(merges.merge(
                li,
                new MergeRequest("quote", one, 1, two, 1, Map.of("discount", Choice.OTHER, "price", Choice.OTHER))));
        assertThat(work.find(li, "quote", one).value("price")).isEqualTo(price);

        var undone = (MergeResult.Undone) merges.undo(li, merge.merge());

        assertThat(undone.kept()).isEmpty();
        assertThat((BigDecimal) work.find(li, "quote", one).value("discount")).isEqualByComparingTo("0.125");
        assertThat(work.find(li, "quote", one).value("price")).isNull();
    }

    @Test
    void who_may_not_delete_the_other_changes_nothing() {
        var li = work.sales("li");
        var zhang = work.sales("zhang");
        var lis = account("Rights A", Map.of());
        var zhangs = work.save(zhang, new Change.Create("account", Map.of("name", "Rights B")))
                .id();
        var quote = work.save(li, new Change.Create("quote", Map.of("title", "Stays", "account", zhangs)))
                .id();
        long history = work.rows("t_record_history");

        var refused = merges.merge(li, request(lis, zhangs, Map.of()));
        var edited = merges.merge(li, request(zhangs, lis, Map.of("name", Choice.OTHER)));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        MergeResult.NotSaved.class,
                        not -> assertThat(not.reason()).isInstanceOf(SaveResult.Denied.class));
        assertThat(edited)
                .isInstanceOfSatisfying(
                        MergeResult.NotSaved.class,
                        not -> assertThat(not.reason()).isInstanceOf(SaveResult.Denied.class));
        assertThat(work.find(li, "quote", quote).value("account")).isEqualTo(zhangs);
        assertThat(work.rows("t_record_history")).isEqualTo(history);
    }

    @Test
    void who_may_not_edit_the_survivor_merges_nothing_even_without_a_choice() {
        var li = work.sales("li");
        var zhangs = work.save(work.sales("zhang"), new Change.Create("account", Map.of("name", "Foreign")))
                .id();
        var lis = account("Own", Map.of());

        assertThat(merges.merge(li, request(zhangs, lis, Map.of()))).isInstanceOf(MergeResult.NotSaved.class);
        assertThat(work.find(li, "account", lis).version()).isEqualTo(1);
    }

    @Test
    void of_two_merges_of_the_same_pair_at_once_one_merges() throws Exception {
        var li = work.sales("li");
        for (int round = 0; round < 8; round++) {
            var one = account("Both " + round, Map.of());
            var two = account("Both again " + round, Map.of());
            var together = new CyclicBarrier(2);
            var forth = request(one, two, Map.of());
            var back = request(two, one, Map.of());
            Callable<MergeResult> first = () -> {
                together.await();
                return merges.merge(li, forth);
            };
            Callable<MergeResult> second = () -> {
                together.await();
                return merges.merge(li, back);
            };
            try (var threads = Executors.newFixedThreadPool(2)) {
                var results = threads.invokeAll(List.of(first, second));
                assertThat(List.of(results.get(0).get(), results.get(1).get()))
                        .filteredOn(MergeResult.Merged.class::isInstance)
                        .hasSize(1);
            }
        }
    }

    @Test
    void line_items_of_both_come_together_and_part_again() {
        var li = work.sales("li");
        var one = work.save(
                        li, new Change.Create("quote", Map.of("title", "L1", "lines", List.of(work.line("pump", "1")))))
                .id();
        var two = work.save(
                        li,
                        new Change.Create("quote", Map.of("title", "L2", "lines", List.of(work.line("valve", "2")))))
                .id();
        var before = work.find(li, "quote", one);

        var merge = merged(merges.merge(li, new MergeRequest("quote", one, 1, two, 1, Map.of("lines", Choice.BOTH))));

        assertThat(work.find(li, "quote", one).lines("lines")).hasSize(2);
        assertThat(work.find(li, "quote", one).value("subtotal")).isEqualTo(new BigDecimal("20.69"));
        merges.undo(li, merge.merge());
        var after = work.find(li, "quote", one);
        assertThat(after.lines("lines"))
                .extracting(StoredRecord::id)
                .isEqualTo(before.lines("lines").stream().map(StoredRecord::id).toList());
        assertThat(after.value("subtotal")).isEqualTo(before.value("subtotal"));
        assertThat(work.find(li, "quote", two).lines("lines")).hasSize(1);
    }

    @Test
    void what_is_nearly_the_same_is_found_while_typing_and_by_a_scan() {
        var li = work.sales("li");
        var one = account("苏州汇川技术有限公司", Map.of());
        var other = account("苏州汇川技木股份有限公司", Map.of());
        account("苏州纳芯微电子", Map.of());

        assertThat(duplicates.of(li, "account", null, Map.of("name", "苏州汇川枝术")))
                .extracting(match -> match.record().id())
                .containsExactlyInAnyOrder(one);
        assertThat(duplicates.of(li, "account", one, Map.of("name", "苏州汇川技术有限公司")))
                .extracting(Match::title)
                .containsExactly("苏州汇川技木股份有限公司");

        duplicates.scan(li, "account");
        await("account");

        var pairs = duplicates.pairs(li, "account", null).pairs();
        assertThat(pairs)
                .extracting(DuplicatePair::one)
                .extracting(StoredRecord::id)
                .contains(one);
        assertThat(duplicates.dismiss(li, "account", other, one)).isTrue();
        assertThat(duplicates.pairs(li, "account", null).pairs())
                .extracting(DuplicatePair::one)
                .extracting(StoredRecord::id)
                .doesNotContain(one);
    }

    private void await(String entity) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (duplicates.scanned(entity).filter(ScanState::isRunning).isPresent() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
