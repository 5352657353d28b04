package dev.trellis.ui.api.approval;

import dev.trellis.core.name.Label;
import dev.trellis.workflow.approval.ApprovalPath;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.Can;
import dev.trellis.workflow.approval.InboxItem;
import dev.trellis.workflow.people.Reason;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Approvals as JSON in the caller's language. */
record ApprovalJson(Locale locale) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    ObjectNode path(ApprovalPath path) {
        var json = NODES.objectNode();
        var steps = json.putArray("steps");
        for (var step : path.steps()) {
            var item = steps.addObject();
            item.put("kind", step.kind());
            item.put("node", step.node());
            item.put("label", step.label().text(locale));
            item.put(
                    "completion",
                    step.completion() == null ? null : step.completion().key());
            item.put("state", step.state().name().toLowerCase(Locale.ROOT));
            item.put("choose", step.isToChoose());
            item.set("because", reasons(step.because()));
            var people = item.putArray("people");
            for (var person : step.people()) {
                var one = people.addObject();
                one.put("user", person.user().toString());
                one.put("name", person.name());
                one.put("vote", person.vote().name().toLowerCase(Locale.ROOT));
                one.put("at", person.at() == null ? null : person.at().toString());
                one.put("comment", person.comment());
                one.put("insteadOf", person.insteadOf());
                one.put("addedBy", person.addedBy());
                one.set("why", reasons(person.reasons()));
            }
        }
        return json;
    }

    ObjectNode view(ApprovalView view) {
        var json = NODES.objectNode();
        json.put("id", view.id().toString());
        json.put("approval", view.approval());
        json.put("label", view.label().text(locale));
        json.put("state", view.state().key());
        json.put("initiator", view.initiator().toString());
        json.put("initiatorName", view.initiatorName());
        json.put("startedAt", view.startedAt().toString());
        json.put("endedAt", view.endedAt() == null ? null : view.endedAt().toString());
        json.setAll(path(view.path()));
        var log = json.putArray("log");
        for (var entry : view.log()) {
            var item = log.addObject();
            item.put("at", entry.at().toString());
            item.put("event", entry.event().key());
            item.put("who", entry.who());
            item.put("insteadOf", entry.insteadOf());
            item.put("step", text(entry.step()));
            item.put("remark", entry.remark());
            item.put("rule", entry.rule() == null ? null : entry.rule().name().toLowerCase(Locale.ROOT));
            entry.people().forEach(item.putArray("people")::add);
        }
        json.put("paper", view.isPrinted());
        json.put("submission", view.submission());
        json.put("trouble", view.trouble());
        var changes = json.putArray("changes");
        for (var changed : view.changes()) {
            changes.addObject()
                    .put("field", changed.field())
                    .put("label", changed.label().text(locale))
                    .put("before", changed.before())
                    .put("after", changed.after());
        }
        var may = json.putObject("may");
        may.put("withdraw", view.may().withdraw());
        var can = may.putArray("can");
        view.may().can().stream().map(Can::key).sorted().forEach(can::add);
        targets(may.putArray("backTo"), view.may().backTo());
        targets(may.putArray("jumpTo"), view.may().jumpTo());
        view.may().required().forEach(may.putArray("required")::add);
        may.put("signature", view.may().asksSignature());
        may.put("draft", view.may().draft());
        may.put("task", view.may().task() == null ? null : view.may().task().toString());
        var fields = may.putObject("fields");
        new TreeMap<>(view.may().fields()).forEach((field, right) -> fields.put(field, right.key()));
        return json;
    }

    ObjectNode inbox(InboxItem.Page page) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        for (var item : page.items()) {
            var one = items.addObject();
            one.put("task", item.task() == null ? null : item.task().toString());
            one.put("instance", item.instance().toString());
            one.put("approval", item.approval().text(locale));
            one.put("state", item.state().key());
            one.put("entity", item.entity());
            one.put("record", item.record().toString());
            one.put("title", item.title());
            one.put("initiator", item.initiator());
            one.put("step", text(item.step()));
            one.set("why", reasons(item.reasons()));
            one.put("since", item.since().toString());
            var summary = one.putArray("summary");
            item.summary()
                    .forEach(fact -> summary.addObject()
                            .put("field", fact.field())
                            .put("label", fact.label().text(locale))
                            .put("text", fact.text()));
        }
        json.put("total", page.total());
        return json;
    }

    private void targets(ArrayNode array, List<ApprovalView.Target> targets) {
        targets.forEach(target -> array.addObject()
                .put("node", target.node())
                .put("label", target.label().text(locale)));
    }

    private ArrayNode reasons(List<Reason> reasons) {
        var array = NODES.arrayNode();
        reasons.forEach(reason -> array.add(reason.text(locale)));
        return array;
    }

    private @Nullable String text(@Nullable Label label) {
        return label == null ? null : label.text(locale);
    }
}
