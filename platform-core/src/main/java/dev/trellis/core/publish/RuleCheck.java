package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Assign;
import dev.trellis.core.metadata.RuleDefinition.Branch;
import dev.trellis.core.metadata.RuleDefinition.Create;
import dev.trellis.core.metadata.RuleDefinition.Mail;
import dev.trellis.core.metadata.RuleDefinition.Message;
import dev.trellis.core.metadata.RuleDefinition.Notify;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.RuleDefinition.SetFields;
import dev.trellis.core.metadata.RuleDefinition.Step;
import dev.trellis.core.metadata.RuleDefinition.Submit;
import dev.trellis.core.metadata.RuleDefinition.Wait;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks rules: everything they read and write exists, is of the right type and open to writing. */
final class RuleCheck {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^}|\\s]*)\\s*(?:\\|[^}]*)?}}");

    private final Findings findings;

    RuleCheck(Findings findings) {
        this.findings = findings;
    }

    void rule(RuleDefinition rule) {
        var place = rule.key().toString();
        findings.labelled(place + "/label", rule.label());
        findings.unique(place + "/steps", ids(rule.steps()).toList());
        if (rule.before().isEmpty() && rule.steps().isEmpty()) {
            findings.add(place + "/steps", MetadataProblem.RULE_DOES_NOTHING);
        }
        findings.entity(place + "/entity", rule.entity()).ifPresent(entity -> {
            if (entity.ownedBy() != null) {
                findings.add(place + "/entity", MetadataProblem.LINE_ALONE, "entity", entity.label());
            }
            findings.expression(place + "/when", entity, rule.when(), Expected.BOOLEAN);
            triggers(place + "/triggers", entity, rule);
            values(place + "/before", entity, entity, rule.before());
            steps(place + "/steps", entity, rule.steps(), true);
        });
    }

    private static Stream<String> ids(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(step.id()),
                        step instanceof Branch branch
                                ? Stream.concat(ids(branch.then()), ids(branch.otherwise()))
                                : Stream.empty()));
    }

    private void triggers(String place, EntityDefinition entity, RuleDefinition rule) {
        for (int i = 0; i < rule.triggers().size(); i++) {
            var trigger = rule.triggers().get(i);
            var here = place + "/" + i;
            trigger.fields().forEach(field -> findings.field(here + "/fields/" + field, entity, field));
            if (trigger.on() != On.DATE) {
                continue;
            }
            var date = trigger.date();
            var field = date == null ? entity.field("") : entity.field(date);
            if (field.isEmpty() || !isDate(field.get().type().valueType())) {
                findings.add(here + "/date", MetadataProblem.NOT_A_DATE, "given", date == null ? "" : date);
            }
        }
    }

    private static boolean isDate(ValueType type) {
        return type instanceof ValueType.Date || type instanceof ValueType.DateTime;
    }

    private void steps(String place, EntityDefinition entity, List<Step> steps, boolean outermost) {
        for (var step : steps) {
            var here = place + "/" + step.id();
            switch (step) {
                case SetFields set -> values(here + "/values", entity, entity, set.values());
                case Create create ->
                    findings.entity(here + "/entity", create.entity())
                            .ifPresent(target -> values(here + "/values", target, entity, create.values()));
                case Assign assign -> assign(here, entity, assign);
                case Notify(var id, var to, var text) -> {
                    to.forEach(recipient -> recipient(here + "/to", entity, recipient));
                    template(here + "/text", entity, text);
                }
                case Mail(var id, var to, var subject, var text) -> {
                    findings.expression(here + "/to", entity, to, Expected.of(ValueType.TEXT));
                    template(here + "/subject", entity, subject);
                    template(here + "/text", entity, text);
                }
                case Message(var id, var channel, var text) -> template(here + "/text", entity, text);
                case Submit _ -> {
                    if (findings.metadata().all(ApprovalDefinition.class).stream()
                            .noneMatch(approval -> approval.entity().equals(entity.id()))) {
                        findings.add(here, MetadataProblem.NO_APPROVAL, "entity", entity.label());
                    }
                }
                case Branch branch -> {
                    findings.expression(here + "/when", entity, branch.when(), Expected.BOOLEAN);
                    steps(here + "/then", entity, branch.then(), false);
                    steps(here + "/otherwise", entity, branch.otherwise(), false);
                }
                case Wait _ -> {
                    if (!outermost) {
                        findings.add(here, MetadataProblem.WAIT_INSIDE);
                    }
                }
            }
        }
    }

    private void assign(String place, EntityDefinition entity, Assign assign) {
        role(place + "/role", assign.role());
        boolean somebody = !assign.people().isEmpty()
                || assign.role() != null
                || !assign.rows().isEmpty();
        if (!somebody) {
            findings.add(place, MetadataProblem.NOBODY_TO_ASSIGN);
        }
        for (int i = 0; i < assign.rows().size(); i++) {
            var row = assign.rows().get(i);
            findings.expression(place + "/rows/" + i + "/when", entity, row.when(), Expected.BOOLEAN);
            role(place + "/rows/" + i + "/role", row.role());
            if (row.people().isEmpty() && row.role() == null) {
                findings.add(place + "/rows/" + i, MetadataProblem.NOBODY_TO_ASSIGN);
            }
        }
    }

    private void recipient(String place, EntityDefinition entity, String recipient) {
        if (recipient.startsWith("role:")) {
            findings.role(place, recipient.substring(5));
        }
        if (recipient.startsWith("field:")) {
            findings.path(place, entity, recipient.substring(6));
        }
    }

    private void role(String place, @Nullable String role) {
        if (role != null) {
            findings.role(place, role);
        }
    }

    private void template(String place, EntityDefinition entity, Label text) {
        var paths = new ArrayList<String>();
        text.texts()
                .values()
                .forEach(each -> PLACE.matcher(each)
                        .results()
                        .map(found -> found.group(1))
                        .forEach(paths::add));
        paths.stream().distinct().forEach(path -> findings.path(place + "/" + path, entity, path));
    }

    /** What is written: expressions over {@code source} for fields of {@code target}. */
    private void values(String place, EntityDefinition target, EntityDefinition source, Map<String, String> values) {
        values.keySet().stream().sorted().forEach(id -> {
            var here = place + "/" + id;
            var field = target.field(id);
            if (field.isEmpty() || field.get().type().isComputed()) {
                findings.add(Problem.at(here, MetadataProblem.NOT_WRITABLE)
                        .with("given", Findings.named(target, id))
                        .with("entity", target.label()));
                return;
            }
            findings.expression(
                    here, source, values.get(id), Expected.of(field.get().type().valueType()));
        });
    }
}
