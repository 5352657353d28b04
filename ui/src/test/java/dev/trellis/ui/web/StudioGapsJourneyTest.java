package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An approver whose roles know nothing of the record; and pools, pipelines and running requests in the studio. */
class StudioGapsJourneyTest {

    private static final String FLOW = """
            {"approval": [{"id": "leave_approval", "label": {"en": "Leave approval", "zh-CN": "请假审批"},
                "entity": "leave", "summary": ["reason", "days"], "administrators": ["admin"], "nodes": [
                {"kind": "approve", "id": "%s", "label": {"en": "Finance", "zh-CN": "财务确认"},
                 "approvers": [{"source": "role", "role": "finance"}], "fields": {"cover_cost": "none"}}]}]}
            """;

    private static void install(String json) {
        var definitions = SampleMetadata.definitions((ObjectNode) new JsonMapper().readTree(json));
        assertThat(LiveTrellis.get()
                        .context()
                        .getBean(Publisher.class)
                        .install(new Actor.Platform(Purpose.INSTALL), definitions, "gaps of the studio"))
                .isInstanceOf(PublishResult.Published.class);
    }

    @BeforeAll
    static void publish() {
        install("""
                {"entity": [{"id": "leave", "label": {"en": "Leave", "zh-CN": "请假单"},
                    "plural": {"en": "Leaves", "zh-CN": "请假单"}, "title": "reason", "fields": [
                        {"id": "reason", "label": {"en": "Reason", "zh-CN": "请假事由"}, "type": "text", "required": true},
                        {"id": "days", "label": {"en": "Days", "zh-CN": "天数"}, "type": "decimal", "scale": 1},
                        {"id": "cover_cost", "label": {"en": "Cost of cover", "zh-CN": "替班成本"}, "type": "decimal",
                         "scale": 2}]}],
                 "role": [{"id": "absentee", "label": {"en": "Absentee", "zh-CN": "请假人"}, "entities": {
                    "leave": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}]}
                """);
        install(FLOW.formatted("ask"));
        var beans = LiveTrellis.get().context();
        beans.getBean(UnitOfWork.class).run(() -> {
            beans.getBean(RoleAssignments.class).assign(Principal.user(user("wangfang")), "absentee");
        });
        beans.getBean(ActorResolver.class).forget();
    }

    private static RecordId user(String login) {
        return RecordId.of(
                DemoCompany.api(login).get("/api/v1/me").json().path("id").asString());
    }

    private static String submitted(String reason) {
        var wang = DemoCompany.api("wangfang");
        var made = wang.post(
                "/api/v1/records/leave",
                "{\"values\": {\"reason\": \"%s\", \"days\": 3, \"cover_cost\": 900}}".formatted(reason));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        var id = made.json().path("id").asString();
        var asked = wang.post("/api/v1/records/leave/" + id + "/approval/submit", "{}");
        assertThat(asked.status()).as(asked.response().body()).isLessThan(300);
        return id;
    }

    @Test
    void an_approver_whose_roles_do_not_know_the_record_opens_its_page_and_nothing_else() {
        var leave = submitted("陪产假");
        var zhou = DemoCompany.api("zhoujing");
        var read = zhou.get("/api/v1/records/leave/" + leave);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("values").has("reason")).isTrue();
        assertThat(read.json().path("values").has("cover_cost")).isFalse();
        assertThat(zhou.get("/api/v1/records/leave").status()).isEqualTo(404);
        assertThat(zhou.get("/api/v1/records/leave/7000000000000000001").status())
                .isEqualTo(404);
        assertThat(zhou.get("/api/v1/records/leave/" + leave + "?fields=cover_cost")
                        .status())
                .isEqualTo(400);
        assertThat(zhou.get("/api/v1/records/leave/" + leave + "/history").status())
                .isEqualTo(404);
        for (var language : List.of("zh-CN", "en")) {
            for (var screen : Screen.values()) {
                try (var window = BrowserWindow.open(screen, language)) {
                    DemoCompany.signIn(window, "zhoujing");
                    var page = window.go("/records/leave/" + leave);
                    page.locator(".approval-panel").waitFor();
                    window.screenshot("outsider-" + screen.name().toLowerCase(Locale.ROOT) + "-" + language);
                    assertThat(page.locator(".record-page").textContent())
                            .contains("陪产假")
                            .doesNotContain("替班成本", "Cost of cover", "900");
                    assertThat(window.trouble()).isEmpty();
                }
            }
        }
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            DemoCompany.signIn(window, "zhoujing");
            var page = window.go("/records/leave/" + leave);
            page.locator(".decision-bar > vaadin-text-area textarea").fill("Enjoy it");
            page.locator(".decision-buttons vaadin-button").first().click();
            page.locator(".toast-done").waitFor();
        }
        assertThat(DemoCompany.values("wangfang", "leave", leave).path("reason").asString())
                .isEqualTo("陪产假");
        assertThat(zhou.get("/api/v1/records/leave/" + leave).status())
                .as("the request has ended")
                .isEqualTo(404);
    }

    @Test
    void running_requests_are_moved_to_the_published_version_by_hand() {
        install(FLOW.formatted("old_step"));
        var leave = submitted("婚假");
        install(FLOW.formatted("new_step"));
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio/approval/leave_approval");
            page.locator(".flow-running").click();
            page.locator(".move-step").waitFor();
            admin.screenshot("move-ask-zh-CN");
            page.locator(".move-step").click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("财务确认"))
                    .first()
                    .click();
            admin.settle();
            page.locator(".move-dialog vaadin-text-field input, vaadin-dialog vaadin-text-field input")
                    .last()
                    .fill("流程调整");
            page.locator(".move-now").click();
            page.locator(".toast-done, .trial .page-state").first().waitFor();
            admin.screenshot("move-done-zh-CN");
            assertThat(admin.trouble()).isEmpty();
        }
        var events = DemoCompany.api("wangfang")
                .get("/api/v1/records/leave/" + leave + "/approval")
                .response()
                .body();
        assertThat(events).contains("migrated");
    }

    @Test
    void pools_and_pipelines_are_made_and_shaped_and_reasons_named() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio/pool/account_pool");
            page.locator("[data-part=recycle] [data-rule]").first().waitFor();
            admin.screenshot("pool-zh-CN");
            var rules = page.locator("[data-part=recycle] [data-rule]").count();
            page.locator(".pool-add-recycle").click();
            page.locator("[data-part=recycle] [data-rule]").nth(rules).waitFor();
            page.locator("[data-property=perDay] input").fill("7");
            page.keyboard().press("Tab");
            admin.settle();
            page.locator("[data-property=exempt] textarea").fill("won_count > ");
            page.locator("[data-property=exempt] .rule-verdict.is-wrong").waitFor();
            page.locator("[data-property=exempt] textarea").fill("won_count > 0");
            page.keyboard().press("Tab");
            admin.settle();
            assertThat(page.locator(".pool-designer").textContent()).doesNotContain("studio.");
            page = admin.go("/studio");
            page.locator(".studio-new-pool").click();
            page.locator("[data-field=entity] input").fill("合同");
            page.keyboard().press("Enter");
            page.locator("[data-field='name.en'] input").fill("Orphaned contracts");
            page.locator(".new-pool-make").click();
            page.waitForURL("**/studio/pool/c_orphaned_contracts");
            page.locator(".studio-problems.is-clean").waitFor();
            page = admin.go("/studio");
            page.locator(".studio-new-pipeline").click();
            page.locator("[data-field=entity] input").fill("合同");
            page.keyboard().press("Enter");
            page.locator("[data-field='name.en'] input").fill("Renewal");
            page.locator(".new-pipeline-make").click();
            page.waitForURL("**/studio/pipeline/c_renewal");
            page.locator(".pipeline-reasons-make").click();
            page.locator("[data-reasons] .pipeline-reason").first().waitFor();
            page.locator(".pipeline-reason-add").click();
            page.locator("[data-reasons] .pipeline-reason").nth(1).waitFor();
            page.locator("[data-reasons] .pipeline-reason")
                    .nth(1)
                    .locator("vaadin-text-field input")
                    .first()
                    .fill("价格过高");
            page.keyboard().press("Tab");
            admin.settle();
            admin.screenshot("pipeline-new-zh-CN");
            page.locator(".studio-problems.is-clean").waitFor();
            assertThat(page.locator(".pipeline-designer").textContent()).doesNotContain("studio.");
            assertThat(admin.trouble()).isEmpty();
        }
        var draft = DemoCompany.api("wutao")
                .get("/api/v1/metadata/draft/changes")
                .response()
                .body();
        assertThat(draft).contains("c_orphaned_contracts", "c_renewal");
        assertThat(DemoCompany.api("wutao").delete("/api/v1/metadata/draft").status())
                .isLessThan(400);
        try (var phone = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(phone, "wutao");
            var page = phone.go("/studio/pool/account_pool");
            page.locator("[data-part=recycle] [data-rule]").first().waitFor();
            phone.screenshot("pool-phone-en");
            page = phone.go("/studio/pipeline/sales");
            page.locator(".pipeline-reason").first().waitFor();
            page.locator(".pipeline-reason").first().scrollIntoViewIfNeeded();
            phone.screenshot("reasons-phone-en");
            var width = page.evaluate("() => document.scrollingElement.scrollWidth");
            assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
            assertThat(phone.trouble()).isEmpty();
        }
    }
}
