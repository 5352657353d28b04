package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
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
import dev.trellis.workflow.approval.PassingTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The approver on the phone: a request with everything that can happen to it between its submission and its end. */
class ApproverJourneyTest {

    private static final String METADATA = """
            {"entity": [{"id": "trip", "label": {"en": "Trip", "zh-CN": "出差申请"},
                "plural": {"en": "Trips", "zh-CN": "出差申请"}, "title": "purpose", "fields": [
                {"id": "purpose", "label": {"en": "Purpose", "zh-CN": "出差事由"}, "type": "text", "required": true},
                {"id": "city", "label": {"en": "City", "zh-CN": "目的地"}, "type": "text"},
                {"id": "expense", "label": {"en": "Cost", "zh-CN": "预计费用"}, "type": "money"}]}],
             "role": [{"id": "traveller", "label": {"en": "Traveller", "zh-CN": "出差人员"}, "entities": {
                "trip": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}},
                {"id": "trip_reader", "label": {"en": "Reader of trips", "zh-CN": "出差查看"}, "entities": {
                "trip": {"verbs": {"read": "all"}, "otherFields": "read"}}}],
             "approval": [{"id": "trip_approval", "label": {"en": "Trip approval", "zh-CN": "出差审批"},
                "entity": "trip", "summary": ["purpose", "city", "expense"], "administrators": ["admin"],
                "policy": {"amount": "expense"}, "nodes": [
                {"kind": "approve", "id": "lead", "label": {"en": "Manager", "zh-CN": "直属上级"},
                 "approvers": [{"source": "manager"}], "options": {"comment": "on_reject"}},
                {"kind": "approve", "id": "board", "label": {"en": "Director and finance", "zh-CN": "总监与财务会签"},
                 "completion": "all",
                 "approvers": [{"source": "role", "role": "sales_director"}, {"source": "role", "role": "finance"}],
                 "options": {"reEntry": "direct", "limitHours": 16, "limitAction": "agree"}}]}]}
            """;

    @BeforeAll
    static void publish() {
        var beans = LiveTrellis.get().context();
        var definitions = SampleMetadata.definitions((ObjectNode) new JsonMapper().readTree(METADATA));
        assertThat(beans.getBean(Publisher.class)
                        .install(new Actor.Platform(Purpose.INSTALL), definitions, "journey of an approver"))
                .isInstanceOf(PublishResult.Published.class);
        var roles = beans.getBean(RoleAssignments.class);
        beans.getBean(UnitOfWork.class).run(() -> {
            roles.assign(Principal.user(user("wangfang")), "traveller");
            List.of("liming", "emma", "zhoujing", "chenjianguo")
                    .forEach(login -> roles.assign(Principal.user(user(login)), "trip_reader"));
        });
        beans.getBean(ActorResolver.class).forget();
    }

    /** Other journeys ask Zhou Jing herself. */
    @AfterEach
    void endDeputiesAfterwards() {
        endDeputies();
    }

    private static void endDeputies() {
        var zhou = DemoCompany.api("zhoujing");
        zhou.get("/api/v1/deputies")
                .json()
                .path("items")
                .forEach(one -> zhou.delete("/api/v1/deputies/" + one.path("id").asString()));
    }

    private static RecordId user(String login) {
        return RecordId.of(
                DemoCompany.api(login).get("/api/v1/me").json().path("id").asString());
    }

    @Test
    void a_request_goes_its_way_through_many_hands() {
        try (var wang = window(Screen.DESKTOP, "wangfang");
                var zhou = window(Screen.PHONE, "zhoujing");
                var li = window(Screen.PHONE, "liming");
                var emma = window(Screen.PHONE, "emma");
                var chen = window(Screen.PHONE, "chenjianguo")) {
            journey("zh-CN", wang, zhou, li, emma, chen);
            for (var window : new BrowserWindow[] {wang, zhou, li, emma, chen}) {
                window.page().locator(".language-switch vaadin-button").nth(1).click();
                window.page().locator("html[lang=en]").waitFor();
            }
            endDeputies();
            journey("en", wang, zhou, li, emma, chen);
        }
    }

    private static void journey(
            String language,
            BrowserWindow wang,
            BrowserWindow zhou,
            BrowserWindow li,
            BrowserWindow emma,
            BrowserWindow chen) {
        var zh = language.equals("zh-CN");
        var purpose = zh ? "拜访宁波客户" : "Visit the customer in Ningbo";
        var trip = trip(purpose);

        // Finance is away: a deputy decides in her place.
        zhou.go("/approvals");
        zhou.page().locator(".inbox-away").click();
        pick(zhou.page(), "vaadin-combo-box.deputy-who", "Emma");
        zhou.page().locator(".deputy-limit input").fill("5000");
        zhou.page().locator(".deputy-limit input").press("Tab");
        zhou.page().locator(".deputy-along label").click();
        zhou.screenshot("approver-deputy-" + language);
        zhou.page().locator(".deputy-save").click();
        zhou.page().locator(".deputy-line").waitFor();
        assertThat(zhou.page().locator(".deputy-line").innerText()).contains("CNY 5,000");
        zhou.screenshot("approver-deputy-saved-" + language);
        zhou.page().keyboard().press("Escape");
        zhou.page().locator(".inbox-deputy").waitFor();

        // Submitted, urged once and not twice, withdrawn, submitted again.
        wang.go(trip);
        submit(wang);
        menu(wang, ".approval-foot", zh ? "催办" : "Urge");
        toast(wang, zh ? "已催办" : "Urged");
        wang.page().locator(".approval-foot vaadin-menu-bar-button").first().click();
        var withdraw = item(wang.page(), "vaadin-menu-bar-item", zh ? "撤回…" : "Withdraw…");
        withdraw.waitFor();
        assertThat(item(wang.page(), "vaadin-menu-bar-item", zh ? "催办" : "Urge").count())
                .isZero();
        wang.screenshot("approver-urged-" + language);
        withdraw.click();
        wang.page().locator(".confirmation vaadin-button[theme~=primary]").click();
        wang.page().locator(".approval-state.state-withdrawn").waitFor();
        submit(wang);

        // The manager asks somebody first, who answers; then he agrees.
        li.go("/approvals");
        var card = card(li, purpose);
        card.scrollIntoViewIfNeeded();
        li.screenshot("approver-inbox-" + language);
        card.locator(".decision-bar vaadin-button[theme~=error]").click();
        card.locator(".decision-bar vaadin-text-area[invalid]").waitFor();
        li.screenshot("approver-reason-missing-" + language);
        li.go(trip);
        menu(li, ".decision-more", zh ? "加签…" : "Add people…");
        li.page().locator(".task-confirm").click();
        li.page().locator(".task-trouble").waitFor();
        pickSeveral(li.page(), "Emma");
        li.page().locator(".task-dialog textarea").fill(zh ? "费用合理吗？" : "Is the cost reasonable?");
        li.screenshot("approver-add-" + language);
        li.page().locator(".task-confirm").click();
        li.page().locator(".decision-rest").waitFor();
        li.screenshot("approver-waits-" + language);
        agree(emma, trip, zh ? "合理，往返高铁" : "Yes, by train both ways");
        li.go(trip);
        li.page().locator(".decision-bar").waitFor();
        assertThat(li.page().locator(".approval-path").first().innerText())
                .contains(zh ? "合理，往返高铁" : "Yes, by train both ways");
        agree(li, trip, "");

        // The deputy sends it back; it comes straight back to her step, with what has changed.
        emma.go("/approvals");
        assertThat(card(emma, purpose).locator(".inbox-why").innerText()).contains("周静");
        emma.screenshot("approver-inbox-deputy-" + language);
        emma.go(trip);
        menu(emma, ".decision-more", zh ? "退回…" : "Send back…");
        emma.page().locator(".task-dialog textarea").fill(zh ? "请写明城市" : "Which city?");
        emma.screenshot("approver-send-back-" + language);
        emma.page().locator(".task-confirm").click();
        emma.page().locator(".approval-state.state-returned").waitFor();
        wang.go(trip);
        wang.page().locator(".approval-state.state-returned").waitFor();
        wang.screenshot("approver-returned-" + language);
        edit(trip, Map.of("city", zh ? "宁波" : "Ningbo"));
        wang.go(trip);
        submit(wang);
        emma.go(trip);
        emma.page().locator(".decision-bar").waitFor();
        assertThat(emma.page().locator(".approval-changes").innerText()).contains(zh ? "宁波" : "Ningbo");
        emma.screenshot("approver-changed-" + language);
        agree(emma, trip, "");

        // The director looks at it for so long that the time limit agrees; his own click comes too late.
        chen.go(trip);
        chen.page().locator(".decision-bar").waitFor();
        assertThat(PassingTime.pass(LiveTrellis.get().context(), Duration.ofDays(30)))
                .isPositive();
        chen.page()
                .locator(".decision-bar .decision-buttons vaadin-button")
                .first()
                .click();
        chen.page().locator(".toast-failed").waitFor();
        chen.screenshot("approver-too-late-" + language);
        wang.go(trip);
        wang.page().locator(".approval-state.state-approved").waitFor();
        wang.page().locator(".approval-foot-left vaadin-button").nth(1).click();
        wang.page().locator(".approval-log").waitFor();
        assertThat(wang.page().locator(".approval-log").innerText())
                .contains(zh ? "处理超时" : "time limit", "Emma Johnson", "李明");
        wang.screenshot("approver-approved-" + language);

        for (var window : new BrowserWindow[] {wang, zhou, li, emma, chen}) {
            assertThat(window.trouble()).isEmpty();
        }
        for (var phone : new BrowserWindow[] {zhou, li, emma, chen}) {
            assertThat(((Number) phone.page().evaluate("() => document.scrollingElement.scrollWidth")).intValue())
                    .isLessThanOrEqualTo(375);
        }
    }

    private static BrowserWindow window(Screen screen, String login) {
        var window = BrowserWindow.open(screen, "zh-CN");
        DemoCompany.signIn(window, login);
        return window;
    }

    private static String trip(String purpose) {
        var body = new JsonMapper().writeValueAsString(Map.of("values", Map.of("purpose", purpose, "expense", 1800)));
        var made = DemoCompany.api("wangfang").post("/api/v1/records/trip", body);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return "/records/trip/" + made.json().path("id").asString();
    }

    private static void edit(String trip, Map<String, String> values) {
        var api = DemoCompany.api("wangfang");
        var version = api.get("/api/v1" + trip).json().path("version").asInt();
        var body = new JsonMapper().writeValueAsString(Map.of("values", values));
        var saved =
                api.with("If-Match", "\"" + version + "\"").send("PATCH", "/api/v1" + trip, "application/json", body);
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    private static void submit(BrowserWindow window) {
        var page = window.page();
        page.locator(".record-actions vaadin-button[theme~=primary]").first().click();
        page.locator(".submit-dialog .approval-path, vaadin-dialog .approval-path")
                .last()
                .waitFor();
        page.locator(".submit-dialog vaadin-button[theme~=primary], vaadin-dialog vaadin-button[theme~=primary]")
                .last()
                .click();
        page.locator(".approval-state.state-running").first().waitFor();
        window.settle();
    }

    private static void agree(BrowserWindow window, String trip, String comment) {
        var page = window.go(trip);
        page.locator(".decision-bar").waitFor();
        if (!comment.isEmpty()) {
            page.locator(".decision-bar > vaadin-text-area textarea").fill(comment);
        }
        page.locator(".decision-bar .decision-buttons vaadin-button").first().click();
        page.locator(".decision-bar").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        window.settle();
    }

    /** The card of a request in the inbox, once it is there. */
    private static Locator card(BrowserWindow window, String purpose) {
        var card = window.page()
                .locator(".inbox-card")
                .filter(new Locator.FilterOptions().setHasText(purpose))
                .first();
        card.waitFor();
        return card;
    }

    private static void toast(BrowserWindow window, String text) {
        window.page()
                .locator(".toast-done")
                .filter(new Locator.FilterOptions().setHasText(text))
                .last()
                .waitFor();
        window.settle();
    }

    private static void menu(BrowserWindow window, String where, String item) {
        window.settle();
        var page = window.page();
        page.locator(where + " vaadin-menu-bar-button").first().click();
        page.locator("vaadin-menu-bar-item")
                .filter(new Locator.FilterOptions().setHasText(item))
                .last()
                .click();
    }

    private static void pick(Page page, String box, String name) {
        page.locator(box + " input").click();
        page.locator(box + " input").fill(name);
        item(page, "vaadin-combo-box-item", name).click();
    }

    private static void pickSeveral(Page page, String name) {
        var input = page.locator("vaadin-multi-select-combo-box input");
        input.click();
        input.fill(name);
        item(page, "vaadin-multi-select-combo-box-item", name).click();
        page.keyboard().press("Tab");
    }

    /** An item that has been loaded: the list opens before its items have come. */
    private static Locator item(Page page, String element, String name) {
        return page.locator(element + ":visible")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }
}
