package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.TrellisAtWork;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A server with its background work on and one administrator: what somebody leaves, and texts that would like to be code. */
class LeavingJourneyTest {

    private static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);

    /** Each would leave an element, a dialog or another title behind if it were taken for more than a text. */
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='hacked';alert(1)\"><script>alert(2)</script>"
                    + "\"><svg onload=alert(3)> ${7*7} #{T(java.lang.Runtime)} {{7*7}} =1+1";

    private static TrellisAtWork trellis;

    @BeforeAll
    static void start() {
        trellis = TrellisAtWork.start("leaving");
        publish("""
                {"entity": [{"id": "parcel", "label": {"en": "Parcel", "zh-CN": "包裹"},
                    "plural": {"en": "Parcels", "zh-CN": "包裹"}, "title": "name", "fields": [
                        {"id": "name", "label": {"en": %1$s, "zh-CN": %1$s}, "type": "text", "required": true},
                        {"id": "note", "label": {"en": "Note", "zh-CN": "备注"}, "type": "text"}]}],
                 "role": [{"id": "packer", "label": {"en": "Packer", "zh-CN": "包装员"}, "entities": {"parcel": {
                    "verbs": {"create": "all", "read": "all", "edit": "all", "transfer": "all", "history": "all"},
                    "otherFields": "write"}}}],
                 "approval": [{"id": "parcel_approval", "label": {"en": %1$s, "zh-CN": %1$s}, "entity": "parcel",
                    "summary": ["name", "note"], "administrators": ["admin"], "nodes": [
                        {"kind": "condition", "id": "way", "label": {"en": %1$s, "zh-CN": %1$s}, "branches": [
                            {"id": "yes", "label": {"en": %1$s, "zh-CN": %1$s}, "when": "name <> BLANK", "nodes": [
                                {"kind": "approve", "id": "decide", "label": {"en": %1$s, "zh-CN": %1$s},
                                 "selfApproval": "allow", "approvers": [{"source": "role", "role": "packer"}]}]}],
                         "otherwise": []}]}],
                 "rule": [{"id": "parcel_rule", "label": {"en": %1$s, "zh-CN": %1$s}, "entity": "parcel",
                    "triggers": [{"on": "created"}],
                    "steps": [{"do": "set", "id": "note_it", "values": {"note": %2$s}}]}]}
                """.formatted(quoted(HOSTILE), quoted("\"" + HOSTILE.replace("\"", "\"\"") + "\"")));
        drawCrates();
        bean(UnitOfWork.class).run(() -> {
            bean(RoleAssignments.class).assign(Principal.user(person(TrellisAtWork.ADMINISTRATOR)), "packer");
        });
        bean(ActorResolver.class).forget();
    }

    @AfterAll
    static void stop() {
        trellis.close();
    }

    private static <T> T bean(Class<T> type) {
        return trellis.bean(type);
    }

    private static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    private static void publish(String json) {
        var definitions = SampleMetadata.definitions((ObjectNode) new JsonMapper().readTree(json));
        assertThat(bean(Publisher.class).install(new Actor.Platform(Actor.Purpose.INSTALL), definitions, "leaving"))
                .isInstanceOf(PublishResult.Published.class);
    }

    private static RecordId create(String entity, Map<String, @Nullable Object> values) {
        var saved = bean(Records.class).save(INSTALL, new Change.Create(entity, values));
        assertThat(saved).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) saved).id();
    }

    private static RecordId person(String name) {
        var query = RecordQuery.of("user", List.of(SystemFields.ID))
                .filtered("name = :name", Map.of("name", name))
                .page(0, 1);
        assertThat(bean(Records.class).query(INSTALL, query)).isInstanceOf(QueryResult.Page.class);
        return ((QueryResult.Page) bean(Records.class).query(INSTALL, query))
                .items()
                .getFirst()
                .id();
    }

    private static Actor.Person admin() {
        return bean(ActorResolver.class)
                .person(person(TrellisAtWork.ADMINISTRATOR), Actor.Via.WEB)
                .orElseThrow();
    }

    private static long owned(String entity, RecordId user) {
        var query = RecordQuery.of(entity, List.of(SystemFields.ID))
                .filtered("owner = :user", Map.of("user", user))
                .page(0, 200);
        return ((QueryResult.Page) bean(Records.class).query(INSTALL, query))
                .items()
                .size();
    }

    @Test
    void what_somebody_leaves_is_handed_over_with_a_look_at_it_first_and_written_down() {
        var leaver = create("user", Map.of("name", "李雷"));
        var successor = create("user", Map.of("name", "韩梅梅"));
        var led = create("user", Map.of("name", "林涛", "manager", leaver));
        for (int i = 0; i < 130; i++) {
            create("parcel", Map.of("name", "P" + i, "owner", leaver));
        }
        bean(UnitOfWork.class).run(() -> {
            bean(RoleAssignments.class).assign(Principal.user(leaver), "finance");
        });
        try (var desktop = trellis.open(Screen.DESKTOP, "zh-CN")) {
            var page = desktop.go("/records/user/" + leaver);
            page.locator(".staff-hand-over-open").click();
            page.waitForURL("**/hand-over/" + leaver);
            page.locator("[data-part='records/parcel']").waitFor();
            assertThat(page.locator("[data-part='records/parcel']").textContent())
                    .contains("130");
            assertThat(page.locator("[data-part='role/finance']").textContent()).contains("唯一持有人");
            desktop.screenshot("hand-over-choose-zh-CN");
            page.locator(".hand-over-next").click();
            page.locator(".toast-failed").first().waitFor();
            page.locator(".hand-over-all input").fill("韩梅梅");
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("韩梅梅"))
                    .first()
                    .click();
            desktop.settle();
            page.locator(".hand-over-next").click();
            page.locator(".hand-over-line").first().waitFor();
            desktop.screenshot("hand-over-preview-zh-CN");
            assertThat(page.locator(".hand-over-page").textContent())
                    .contains("130", "韩梅梅")
                    .doesNotContain("handover.");
            page.locator(".hand-over-begin").click();
            page.getByText("交接完成").waitFor();
            desktop.screenshot("hand-over-done-zh-CN");
            assertThat(desktop.trouble()).isEmpty();
        }
        assertThat(owned("parcel", leaver)).isZero();
        assertThat(owned("parcel", successor)).isEqualTo(130);
        var manager = bean(Records.class).find(INSTALL, "user", led, Set.of("manager"));
        assertThat(manager).asString().contains(successor.toString());
        assertThat(bean(RoleAssignments.class).holders("finance"))
                .extracting(one -> one.principal().id())
                .contains(successor)
                .doesNotContain(leaver);
        assertThat(bean(AdminLog.class).newest(AdminAction.HANDED_OVER, null, 10))
                .extracting(AdminLog.Entry::subject)
                .containsOnly("user/" + leaver)
                .hasSize(2);
        for (var language : List.of("zh-CN", "en")) {
            try (var phone = trellis.open(Screen.PHONE, language)) {
                var page = phone.go("/hand-over/" + successor);
                page.locator("[data-part='records/parcel']").waitFor();
                phone.screenshot("hand-over-phone-" + language);
                var width = page.evaluate("() => document.scrollingElement.scrollWidth");
                assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
                assertThat(page.locator(".hand-over-page").textContent()).doesNotContain("handover.");
                assertThat(phone.trouble()).isEmpty();
            }
        }
    }

    @Test
    void texts_that_would_be_code_are_drawn_as_texts() {
        var parcel = create("parcel", Map.of("name", HOSTILE, "owner", admin().user()));
        var approvals = bean(Approvals.class);
        assertThat(approvals.submit(admin(), "parcel", parcel, null)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(approvals.comment(admin(), "parcel", parcel, HOSTILE, List.of()))
                .isInstanceOf(ApprovalResult.Done.class);
        var dialogs = new AtomicInteger();
        for (var language : List.of("zh-CN", "en")) {
            try (var window = trellis.open(Screen.DESKTOP, language)) {
                window.page().onDialog(dialog -> {
                    dialogs.incrementAndGet();
                    dialog.dismiss();
                });
                var page = window.go("/approvals");
                page.locator(".inbox-card").first().waitFor();
                drawn(window, "inbox", ".inbox-title", language);
                page = window.go("/records/parcel/" + parcel);
                page.locator(".approval-panel").waitFor();
                drawn(window, "panel", ".approval-panel", language);
                page.locator(".approval-foot-left vaadin-button").nth(1).click();
                window.settle();
                drawn(window, "log", ".approval-panel", language);
                page = window.go("/studio/approval/parcel_approval");
                page.locator("[data-node=decide]").waitFor();
                page.locator("[data-node=decide]").click();
                window.settle();
                drawn(window, "designer", ".flow-canvas", language);
                page = window.go("/studio/rule/parcel_rule");
                drawn(window, "rule", ".studio", language);
                page = window.go("/rule-runs");
                page.waitForFunction("text => document.querySelector('.shell').textContent.includes(text)", HOSTILE);
                drawn(window, "runs", ".shell", language);
                assertThat(window.trouble()).isEmpty();
            }
        }
        assertThat(dialogs).hasValue(0);
    }

    /** Crates: the start asks for a reason, the step for a note; every name, option and message is hostile. */
    private static void drawCrates() {
        publish("""
                {"entity": [{"id": "crate", "label": {"en": "Crate", "zh-CN": "木箱"},
                    "plural": {"en": "Crates", "zh-CN": "木箱"}, "title": "name", "fields": [
                        {"id": "name", "label": {"en": "Name", "zh-CN": "名称"}, "type": "text", "required": true},
                        {"id": "kind", "label": {"en": "Kind", "zh-CN": "种类"}, "type": "choice", "options": [
                            {"code": "a", "label": {"en": %1$s, "zh-CN": %1$s}, "active": true},
                            {"code": "b", "label": {"en": "B", "zh-CN": "乙"}, "active": true}]},
                        {"id": "reason", "label": {"en": %1$s, "zh-CN": %1$s}, "type": "text"},
                        {"id": "note", "label": {"en": %2$s, "zh-CN": %2$s}, "type": "text"},
                        {"id": "score", "label": {"en": "Score", "zh-CN": "评分"}, "type": "decimal", "scale": 0},
                        {"id": "pool", "label": {"en": "Pool", "zh-CN": "公海"}, "type": "choice", "options": [
                            {"code": "crates", "label": {"en": %1$s, "zh-CN": %1$s}, "active": true}]},
                        {"id": "why", "label": {"en": "Why", "zh-CN": "原因"}, "type": "text", "maxLength": 500}]}],
                 "pool": [{"id": "crates", "label": {"en": %1$s, "zh-CN": %1$s}, "entity": "crate", "field": "pool",
                    "members": ["packer"], "administrators": ["packer"], "visible": ["name"], "reasonField": "why",
                    "recycle": [{"id": "idle", "label": {"en": %1$s, "zh-CN": %1$s}, "since": [], "days": 30}]}],
                 "role": [{"id": "packer", "label": {"en": "Packer", "zh-CN": "包装员"}, "entities": {
                    "parcel": {"verbs": {"create": "all", "read": "all", "edit": "all", "transfer": "all",
                        "history": "all"}, "otherFields": "write"},
                    "crate": {"verbs": {"create": "all", "read": "all", "edit": "all", "transfer": "all",
                        "print": "all"}, "otherFields": "write", "fields": {"reason": "read"}}}}],
                 "approval": [{"id": "crate_approval", "label": {"en": "Crate approval", "zh-CN": "木箱审批"},
                    "entity": "crate", "summary": ["name"], "administrators": ["admin"],
                    "start": {"fields": {"reason": "write", "score": "none"}, "required": ["reason"], "checks": [
                        {"id": "kind_a", "mustHold": "kind = \\"a\\"", "message": {"en": %1$s, "zh-CN": %1$s}}]},
                    "endings": {"approved": {"prints": true}},
                    "nodes": [{"kind": "approve", "id": "decide", "label": {"en": "Decide", "zh-CN": "决定"},
                        "selfApproval": "allow", "approvers": [{"source": "role", "role": "packer"}],
                        "fields": {"note": "write", "kind": "write"}, "options": {"required": ["note"]}}]}]}
                """.formatted(quoted(HOSTILE), quoted("Note " + HOSTILE)));
        bean(ActorResolver.class).forget();
    }

    private static RecordId crate(String kind) {
        return create("crate", Map.of("name", "K-" + kind, "kind", kind, "owner", admin().user()));
    }

    private static void set(RecordId crate, Map<String, @Nullable Object> values) {
        var found = bean(Records.class).find(INSTALL, "crate", crate, Set.of("name"));
        assertThat(found).isInstanceOf(FindResult.Found.class);
        var version = ((FindResult.Found) found).record().version();
        assertThat(bean(Records.class).save(INSTALL, new Change.Update("crate", crate, version, values)))
                .isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void what_a_start_and_a_step_ask_for_is_filled_in_where_it_is_asked_and_the_end_keeps_a_paper() {
        for (var language : List.of("zh-CN", "en")) {
            var crate = crate("b");
            try (var window = trellis.open(Screen.DESKTOP, language)) {
                var page = window.go("/records/crate/" + crate);
                page.locator("vaadin-button[theme~=primary]").first().waitFor();
                page.getByText(language.equals("en") ? "Submit for approval" : "提交审批")
                        .first()
                        .click();
                page.locator(".submit-dialog .field-form, vaadin-dialog .field-form")
                        .first()
                        .waitFor();
                window.settle();
                drawn(window, "start", ".field-form", language);
                page.locator(".submit-now").click();
                page.locator(".field-form [invalid]").first().waitFor();
                drawn(window, "start-refused", ".task-trouble", language);
                page.locator(".field-form input").first().fill(HOSTILE);
                page.keyboard().press("Tab");
                set(crate, Map.of("kind", "a"));
                page.locator(".submit-now").click();
                page.locator(".approval-panel .decision-bar").first().waitFor();
                window.settle();
                drawn(window, "task", ".approval-panel .field-form", language);
                assertThat(page.locator(".approval-panel .field-form").textContent())
                        .contains("Note " + HOSTILE);
                page.locator(".decision-bar .decision-buttons vaadin-button")
                        .first()
                        .click();
                page.locator(".decision-bar .field-form [invalid]").first().waitFor();
                page.locator(".decision-bar .field-form vaadin-text-field input")
                        .last()
                        .fill(HOSTILE);
                page.keyboard().press("Tab");
                page.locator(".decision-bar .decision-buttons vaadin-button")
                        .first()
                        .click();
                page.locator(".paper-link").first().waitFor();
                window.screenshot("start-ended-" + language);
                var paper = page.locator(".paper-link").first().getAttribute("href");
                set(crate, Map.of("note", "changed since"));
                window.go("/" + paper);
                page.locator(".paper-section").first().waitFor();
                drawn(window, "paper", ".paper-sheet", language);
                assertThat(page.locator(".paper-sheet").textContent())
                        .contains("K-b")
                        .doesNotContain("changed since", "paper.", "approval.");
                assertThat(window.trouble()).isEmpty();
            }
            try (var phone = trellis.open(Screen.PHONE, language)) {
                var page = phone.go("/records/crate/" + crate("b"));
                page.getByText(language.equals("en") ? "Submit for approval" : "提交审批")
                        .first()
                        .click();
                page.locator(".field-form").first().waitFor();
                phone.settle();
                phone.screenshot("start-phone-" + language);
                var width = page.evaluate("() => document.scrollingElement.scrollWidth");
                assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
                assertThat(phone.trouble()).isEmpty();
            }
        }
    }

    @Test
    void a_start_is_drawn_by_hand_and_pools_are_named_as_they_are() {
        var lost = create("crate", Map.of("name", "K-pool", "pool", "crates", "why", HOSTILE));
        for (var language : List.of("zh-CN", "en")) {
            try (var window = trellis.open(Screen.DESKTOP, language)) {
                var page = window.go("/records/crate/" + lost);
                page.waitForFunction("text => document.querySelector('.shell').textContent.includes(text)", HOSTILE);
                drawn(window, "pool", ".shell", language);
                page = window.go("/studio/approval/crate_approval");
                page.locator("[data-node=decide]").waitFor();
                page.locator(".flow-start").click();
                page.locator(".flow-folded vaadin-details-summary").first().click();
                page.locator("[data-property='start.checks'] textarea").first().waitFor();
                window.settle();
                window.screenshot("start-designer-" + language);
                assertThat(page.locator(".flow-pane").textContent()).doesNotContain("flow.", "studio.");
                if (language.equals("en")) {
                    page.locator(".flow-check-add").click();
                    page.locator(".flow-check").nth(1).waitFor();
                    page.locator("[data-property='start.checks'] textarea")
                            .last()
                            .fill("name <> \"x\"");
                    page.keyboard().press("Tab");
                    page.locator("[data-property='start.checks'] .flow-check")
                            .last()
                            .locator("vaadin-text-field input")
                            .first()
                            .fill("Not x.");
                    page.keyboard().press("Tab");
                    window.settle();
                    page.locator(".studio-publish").click();
                    page.locator(".publish-line").first().waitFor();
                    page.locator(".publish-now").click();
                    page.locator(".toast-done").waitFor();
                }
                assertThat(window.trouble()).isEmpty();
            }
        }
        assertThat(bean(LiveMetadata.class).current().all(ApprovalDefinition.class))
                .filteredOn(flow -> flow.id().equals("crate_approval"))
                .singleElement()
                .satisfies(flow -> assertThat(flow.start().checks())
                        .extracting(EntityDefinition.Validation::mustHold)
                        .containsExactly("kind = \"a\"", "name <> \"x\""));
    }

    /** The text is there as it is; no element came of it, and nothing of it ran. */
    private static void drawn(BrowserWindow window, String name, String place, String language) {
        var page = window.page();
        window.screenshot("hostile-" + name + "-" + language);
        assertThat(page.locator(place).first().textContent()).as(name).contains(HOSTILE);
        var made = page.evaluate("""
                () => [...document.querySelectorAll('img[src="x"], svg[onload], script')]
                    .filter(one => one.matches('img, svg') || /^alert/.test(one.textContent)).length
                """);
        assertThat(((Number) made).intValue()).as(name).isZero();
        assertThat(page.title()).as(name).isNotEqualTo("hacked");
    }
}
