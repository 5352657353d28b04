package dev.trellis.form.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What can be set on an element of a flow, in the order in which people think of it; what makes no sense now is left out. */
public record FlowSheet(List<Section> sections) {

    public FlowSheet {
        sections = List.copyOf(sections);
    }

    /** @param title the last part of the text's key, {@code flow.section.<title>}; what is folded is seldom needed */
    public record Section(String title, boolean folded, List<Control> controls) {
        public Section {
            controls = List.copyOf(controls);
        }
    }

    private static final String FIELDS = "fields";

    /** The sheet of the flow itself. */
    public static FlowSheet ofFlow() {
        return new FlowSheet(List.of(
                section(
                        "flow",
                        new Control.Texts("label"),
                        new Control.Condition("startWhen"),
                        new Control.Fields("summary")),
                folded(
                        "start",
                        new Control.Rights("start.fields"),
                        new Control.Fields("start.required"),
                        new Control.Checks("start.checks")),
                section(
                        "policy",
                        new Control.Roles("administrators"),
                        new Control.Choice(
                                "policy.withdraw",
                                List.of("before_decision", "before_end", "never"),
                                "before_decision"),
                        new Control.Fields("policy.materialFields"),
                        new Control.OneAmount("policy.amount"),
                        new Control.Switch("policy.mayPassAlone", false),
                        new Control.Switch("policy.beside", false)),
                folded(
                        "effects",
                        new Control.Mapping("effects.onSubmit", true),
                        new Control.Mapping("effects.onApproved", true),
                        new Control.Mapping("effects.onRejected", true),
                        new Control.Mapping("effects.onWithdrawn", true)),
                folded("endings", endings("approved", "rejected", "withdrawn"))));
    }

    private static Control[] endings(String... ends) {
        return Stream.of(ends)
                .flatMap(end -> Stream.of(
                        new Control.Switch("endings." + end + ".locks", false),
                        new Control.Switch("endings." + end + ".prints", false),
                        new Control.People("endings." + end + ".copies")))
                .toArray(Control[]::new);
    }

    /** The sheet of a branch or a lane; of a lane where it says what a reject means. */
    public static FlowSheet ofArm(boolean isLane) {
        return new FlowSheet(List.of(section(
                "arm",
                new Control.Texts("label"),
                isLane
                        ? new Control.Choice("rejects", List.of("ends", "reports"), "ends")
                        : new Control.Condition("when"))));
    }

    /** The sheet of a node. */
    public static FlowSheet of(NodeKind kind, ObjectNode node) {
        return new FlowSheet(
                switch (kind) {
                    case APPROVE -> step(node, true);
                    case HANDLE -> step(node, false);
                    case CC ->
                        List.of(section("cc", label(), new Control.People("recipients"), new Control.Fields(FIELDS)));
                    case CONDITION, INCLUSIVE -> List.of(section("arms", label()));
                    case PARALLEL ->
                        List.of(section("arms", label(), new Control.Choice("join", List.of("all", "first"), "all")));
                    case DATA -> List.of(section("data", data(node)));
                    case CALL -> call();
                    case SUB_FLOW -> List.of(section("sub_flow", subFlow(node)));
                    case DELAY ->
                        List.of(section(
                                "delay",
                                label(),
                                new Control.Number("amount", 0, 0, 10_000),
                                new Control.Choice(
                                        "unit",
                                        List.of("minutes", "hours", "days", "business_hours", "business_days"),
                                        "hours"),
                                new Control.Condition("until")));
                });
    }

    private static List<Section> step(ObjectNode node, boolean decides) {
        var options = node.path("options");
        var people = new ArrayList<Control>(List.of(label(), new Control.People("approvers")));
        var completion = node.path("completion").asString("any");
        if (decides) {
            people.add(new Control.Choice("completion", List.of("any", "all", "sequence", "vote", "claim"), "any"));
            if (completion.equals("vote")) {
                people.add(new Control.Number("options.percent", 0, 0, 100));
                people.add(new Control.Number("options.votes", 0, 0, 1_000));
                people.add(new Control.Switch("options.mayAbstain", false));
                people.add(new Control.Switch("options.keepsThreshold", false));
            }
            if (completion.equals("any") || completion.equals("all")) {
                people.add(new Control.Choice("options.rejects", List.of("first", "all"), "first"));
            }
        } else {
            people.add(new Control.Choice("completion", List.of("any", "all", "sequence", "claim"), "any"));
        }
        var cases = new ArrayList<Control>(List.of(new Control.Choice(
                "options.nobody",
                List.of("administrators", "people", "manager", "agree", "refuse", "reject"),
                "administrators")));
        if (options.path("nobody").asString("").equals("people")) {
            cases.add(new Control.People("options.substitutes"));
        }
        cases.add(new Control.Choice(
                "selfApproval",
                List.of("escalate", "head", "remove", "skip", "allow"),
                decides ? "escalate" : "allow"));
        cases.add(new Control.Choice(
                "options.repeated", List.of("consecutive", "any", "off", "exclusive"), "consecutive"));
        var acts = new ArrayList<Control>(List.of(
                new Control.Choice("options.comment", List.of("optional", "required", "on_reject", "none"), "optional"),
                new Control.Fields("options.required"),
                new Control.Switch("options.signature", false),
                new Control.Switch("options.transfer", true)));
        if (decides) {
            acts.add(new Control.Switch("options.add", true));
        }
        acts.add(new Control.Choice("options.returns", List.of("passed", "previous", "initiator", "none"), "passed"));
        acts.add(new Control.Choice("options.reEntry", List.of("again", "direct"), "again"));
        var time = new ArrayList<Control>(List.of(
                new Control.Numbers("options.reminders", List.of(1, 3)),
                new Control.Number("options.limitHours", 0, 0, 10_000)));
        if (options.path("limitHours").asInt(0) > 0) {
            time.add(new Control.Choice(
                    "options.limitAction", List.of("transfer", "escalate", "agree", "reject", "return"), "transfer"));
        }
        return List.of(
                new Section("people", false, people),
                section("rights", new Control.Rights(FIELDS)),
                new Section("cases", true, cases),
                new Section("acts", true, acts),
                new Section("time", true, time));
    }

    private static Control[] data(ObjectNode node) {
        var controls = new ArrayList<Control>(
                List.of(label(), new Control.Choice("operation", List.of("create", "update", "query"), "update")));
        switch (node.path("operation").asString("")) {
            case "create" -> {
                controls.add(new Control.OneEntity("entity"));
                controls.add(new Control.Mapping("values", false));
                controls.add(new Control.OneField("result"));
            }
            case "query" -> {
                controls.add(new Control.OneEntity("entity"));
                controls.add(new Control.Condition("filter"));
                controls.add(new Control.Mapping("parameters", false));
                controls.add(new Control.Mapping("values", true));
                controls.add(new Control.OneField("result"));
            }
            default -> {
                controls.add(new Control.OneField("target"));
                controls.add(new Control.Mapping("values", false));
            }
        }
        return controls.toArray(Control[]::new);
    }

    private static List<Section> call() {
        return List.of(
                section(
                        "call",
                        label(),
                        new Control.Line("channel"),
                        new Control.People("recipients"),
                        new Control.Mapping("inputs", false),
                        new Control.Mapping("results", true)),
                section(
                        "failure",
                        new Control.Number("timeoutMinutes", 60, 1, 100_000),
                        new Control.Choice(
                                "failure", List.of("administrators", "branch", "ignore"), "administrators")));
    }

    private static Control[] subFlow(ObjectNode node) {
        var controls = new ArrayList<Control>(List.of(
                label(),
                new Control.OneApproval("approval"),
                new Control.OneField("target"),
                new Control.Line("related"),
                new Control.OneField("initiator"),
                new Control.Switch("waits", true)));
        if (node.path("waits").asBoolean(true)) {
            controls.add(new Control.Switch("rejects", true));
        }
        return controls.toArray(Control[]::new);
    }

    private static Control label() {
        return new Control.Texts("label");
    }

    private static Section section(String title, Control... controls) {
        return new Section(title, false, List.of(controls));
    }

    private static Section folded(String title, Control... controls) {
        return new Section(title, true, List.of(controls));
    }
}
