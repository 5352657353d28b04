package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.CrashingNode.Point;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node is killed in the midst of a submission or a decision: afterwards all of it has happened, or nothing. */
class ApprovalCrashTest {

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start();
        var warm = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", warm);
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"BEFORE_ENGINE", "AFTER_ENGINE", "BEFORE_COMMIT"})
    void a_submission_killed_before_its_commit_never_was(Point point) throws Exception {
        var quote = company.quote("Wang", "0.18");
        var before = company.checksums();

        CrashingNode.runAndKill(company.url(), point, "submit", company.who("Wang"), quote);

        assertThat(company.checksums()).isEqualTo(before);
        assertThat(company.edit("Wang", "quote", quote, Map.of("name", "free"))).isInstanceOf(SaveResult.Saved.class);
        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(company.agree("Li", quote)).isInstanceOf(ApprovalResult.Done.class);
    }

    @Test
    void a_submission_killed_after_its_commit_stands_with_all_its_parts() throws Exception {
        var quote = company.quote("Wang", "0.18");

        CrashingNode.runAndKill(company.url(), Point.AFTER_COMMIT, "submit", company.who("Wang"), quote);

        try (var restarted = company.anotherNode()) {
            assertThat(restarted.read("quote", quote).value("status")).isEqualTo("in_approval");
            assertThat(restarted.edit("Wang", "quote", quote, Map.of("name", "sly")))
                    .isInstanceOf(SaveResult.Locked.class);
            assertThat(((ApprovalResult.Done) restarted.agree("Li", quote)).state())
                    .isEqualTo(ApprovalState.RUNNING);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"BEFORE_ENGINE", "AFTER_ENGINE"})
    void a_decision_killed_before_its_commit_never_was(Point point) throws Exception {
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);
        var task = company.task("Li", quote);
        var before = company.checksums();

        CrashingNode.runAndKill(company.url(), point, "agree", company.who("Li"), task);

        assertThat(company.checksums()).isEqualTo(before);
        assertThat(((ApprovalResult.Done) company.agree("Li", quote)).state()).isEqualTo(ApprovalState.APPROVED);
    }
}
