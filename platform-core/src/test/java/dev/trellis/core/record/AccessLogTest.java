package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.audit.AccessLog;
import dev.trellis.core.metadata.SampleMetadata;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** Who read which sensitive record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessLogTest {

    private TestWorkspace work;
    private AccessLog log;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var json = TestWorkspace.json();
        for (var entity : json.get("entity")) {
            if (entity.get("id").stringValue().equals("account")) {
                ((ObjectNode) entity).put("sensitive", true);
            }
        }
        work.publish(SampleMetadata.definitions(json));
        log = work.app.get(AccessLog.class);
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private List<AccessLog.Entry> entries(String person) {
        return log.newest(new AccessLog.Search(null, null, work.id(person)), null, 100);
    }

    @Test
    void every_record_shown_is_kept_once_with_who_saw_it_and_by_which_door() {
        var one = work.install("account", Map.of("name", "One", "owner", work.id("li")));
        var two = work.install("account", Map.of("name", "Two", "owner", work.id("li")));
        var li = work.sales("li");

        work.find(li, "account", one);
        work.find(li, "account", one);
        work.page(li, RecordQuery.of("account", List.of("name")));

        assertThat(entries("li"))
                .extracting(AccessLog.Entry::record)
                .contains(one, two)
                .doesNotHaveDuplicates();
        assertThat(entries("li")).allSatisfy(entry -> {
            assertThat(entry.userName()).isEqualTo("li");
            assertThat(entry.door()).isEqualTo("api");
            assertThat(entry.entity()).isEqualTo("account");
        });
        assertThat(log.newest(new AccessLog.Search("account", one, null), null, 10))
                .extracting(AccessLog.Entry::user)
                .containsExactly(work.id("li"));
    }

    @Test
    void what_was_not_shown_and_what_is_not_sensitive_leaves_no_trace() {
        var quote = work.install("quote", Map.of("title", "Q", "owner", work.id("zhang")));
        var hidden = work.install("account", Map.of("name", "Hidden"));
        var nobody = work.actor("wang", "colleague");

        work.find(work.sales("zhang"), "quote", quote);
        work.records.find(nobody, "account", hidden, Set.of());

        assertThat(entries("wang")).isEmpty();
        assertThat(entries("zhang")).extracting(AccessLog.Entry::record).doesNotContain(quote);
    }
}
