package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.TrellisAtWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server with its background work on: what a rule of the standard CRM says arrives at the bell of somebody at work. */
class AutomationJourneyTest {

    private static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);
    private static final List<String> PAGES = List.of("notifications", "rule-runs", "jobs", "webhooks");

    private static TrellisAtWork trellis;

    @BeforeAll
    static void start() {
        trellis = TrellisAtWork.start("automation");
    }

    @AfterAll
    static void stop() {
        trellis.close();
    }

    private static RecordId admin() {
        var query = RecordQuery.of("user", List.of(SystemFields.ID)).page(0, 1);
        return trellis.bean(Records.class).query(INSTALL, query) instanceof QueryResult.Page page
                ? page.items().getFirst().id()
                : new RecordId(1);
    }

    private static void plan(String subject) {
        var values = Map.<String, @Nullable Object>of(
                "subject", subject, "due_at", Instant.now().minus(Duration.ofDays(1)), SystemFields.OWNER, admin());
        assertThat(trellis.bean(Records.class).save(INSTALL, new Change.Create("follow_up_plan", values)))
                .isInstanceOf(SaveResult.Saved.class);
        trellis.bean(Jobs.class).runNow("stage-expiry");
    }

    @Test
    void an_overdue_plan_reaches_the_bell_without_a_reload_and_the_pages_of_automation_are_fit_to_be_seen() {
        try (var desktop = trellis.open(Screen.DESKTOP, "zh-CN")) {
            var page = desktop.page();
            for (var name : PAGES) {
                desktop.go("/" + name);
                desktop.screenshot("automation-empty-" + name + "-zh-CN");
            }
            desktop.go("/");
            plan("回访宁波海纳机械");
            page.waitForFunction("() => document.querySelector('.bell .badge')?.textContent?.trim() === '1'");
            page.locator(".bell vaadin-button").click();
            page.locator(".notice-line").first().waitFor();
            desktop.screenshot("automation-bell-zh-CN");
            assertThat(page.locator(".notice-line").first().textContent()).contains("回访宁波海纳机械", "逾期");
            for (var name : PAGES) {
                desktop.go("/" + name);
                desktop.screenshot("automation-" + name + "-zh-CN");
                assertThat(page.locator(".shell").textContent()).doesNotContain("rules.", "notice.", "job.");
            }
            assertThat(desktop.trouble()).isEmpty();
        }
        try (var desktop = trellis.open(Screen.DESKTOP, "en")) {
            for (var name : PAGES) {
                desktop.go("/" + name);
                desktop.screenshot("automation-" + name + "-en");
            }
            assertThat(desktop.trouble()).isEmpty();
        }
        for (var language : List.of("zh-CN", "en")) {
            try (var phone = trellis.open(Screen.PHONE, language)) {
                for (var name : PAGES) {
                    var page = phone.go("/" + name);
                    phone.screenshot("automation-" + name + "-phone-" + language);
                    var width = page.evaluate("() => document.scrollingElement.scrollWidth");
                    assertThat(((Number) width).intValue()).as(name).isLessThanOrEqualTo(375);
                }
                assertThat(phone.trouble()).isEmpty();
            }
        }
    }
}
