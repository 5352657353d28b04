package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SystemFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What pages ask on every visit reads the few rows that it shows, however many there are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRowsTest {

    private static final int ROWS = 6_000;
    private static final int SHOWN = 10;
    /** Rows shown, those read to know that there are more, and a few for what the engine looks at besides. */
    private static final long MOST_READ = 60;

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var changes = new ArrayList<Change>();
        for (int i = 0; i < ROWS; i++) {
            changes.add(new Change.Create("account", Map.of("name", "Account " + i)));
        }
        var made = work.records.apply(work.sales("li"), changes.subList(0, ROWS / 2), Records.Mode.ALL);
        work.records.apply(work.sales("zhang"), changes.subList(ROWS / 2, ROWS), Records.Mode.ALL);
        var deleted = made.subList(0, ROWS / 4).stream()
                .<Change>map(saved ->
                        new Change.Delete("account", TestWorkspace.saved(saved).id(), 1))
                .toList();
        work.records.apply(work.sales("li"), deleted, Records.Mode.ALL);
        work.app.inUnit(() -> work.app.sql().list("ANALYZE TABLE r_account", row -> row.getString(4)));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void the_latest_work_of_a_person_is_read_by_an_index() {
        var li = work.sales("li");
        var query = RecordQuery.of("account", List.of("name", SystemFields.CHANGED_AT))
                .filtered(SystemFields.CHANGED_BY + " = :me", Map.of("me", li.user()))
                .sorted(List.of(new SortKey(SystemFields.CHANGED_AT, true)))
                .page(0, SHOWN);

        assertThat(rowsRead(() -> assertThat(work.page(li, query).items()).hasSize(SHOWN)))
                .isLessThan(MOST_READ);
    }

    @Test
    void the_recycle_bin_is_read_by_an_index() {
        var li = work.sales("li");
        var query = RecordQuery.of("account", List.of("name", SystemFields.CHANGED_AT))
                .sorted(List.of(new SortKey(SystemFields.CHANGED_AT, true)))
                .inRecycleBin()
                .page(0, SHOWN);

        assertThat(rowsRead(() -> assertThat(work.page(li, query).items()).hasSize(SHOWN)))
                .isLessThan(MOST_READ);
    }

    /** Counts the rows that the engine reads for some work, whatever its plan is called. */
    private long rowsRead(Runnable work) {
        return this.work.app.inUnit(() -> {
            long before = handlerReads();
            work.run();
            return handlerReads() - before;
        });
    }

    private long handlerReads() {
        return work.app.sql().list("SHOW SESSION STATUS LIKE 'Handler_read%'", row -> row.getLong(2)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
