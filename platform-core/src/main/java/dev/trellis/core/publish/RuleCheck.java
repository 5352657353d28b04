package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Assign;
import dev.trellis.core.metadata.RuleDefinition.Branch;
import dev.trellis.core.metadata.RuleDefinition.Call;
import dev.trellis.core.metadata.RuleDefinition.Create;
import dev.trellis.core.metadata.RuleDefinition.Each;
import dev.trellis.core.metadata.RuleDefinition.Mail;
import dev.trellis.core.metadata.RuleDefinition.Message;
import dev.trellis.core.metadata.RuleDefinition.Notify;
import dev.trellis.core.metadata.RuleDefinition.SetFields;
import dev.trellis.core.metadata.RuleDefinition.ShareWith;
import dev.trellis.core.metadata.RuleDefinition.Step;
import dev.trellis.core.metadata.RuleDefinition.Submit;
import dev.trellis.core.metadata.RuleDefinition.UpdateRelated;
import dev.trellis.core.metadata.RuleDefinition.Wait;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                        switch (step) {
                            case Branch branch -> Stream.concat(ids(branch.then()), ids(branch.otherwise()));
                            case Each each -> ids(each.steps());
                            case SetFields _,
                                    Create _,
                                    Assign _,
                                    Notify _,
                                    Mail _,
                                    Message _,
                                    Submit _,
                                    Wait _,
                                    UpdateRelated _,
                                    ShareWith _,
                                    Call _ -> Stream.<String>empty();
                        }));
    }

    private void triggers(String place, EntityDefinition entity, RuleDefinition rule) {
        for (int i = 0; i < rule.triggers().size(); i++) {
            var trigger = rule.triggers().get(i);
            var here = place + "/" + i;
            trigger.fields().forEach(field -> findings.field(here + "/fields/" + field, entity, field));
            switch (trigger.on()) {
                case CREATED, CHANGED, APPROVED, REJECTED, WITHDRAWN -> {}
                case DATE -> date(here, entity, trigger.date());
                case DELETED -> deleted(here, rule);
                case SCHEDULE -> schedule(here, entity, rule, trigger);
                case INBOUND -> inbound(here, entity, trigger);
            }
        }
    }

    private void date(String place, EntityDefinition entity, @Nullable String date) {
        var field = date == null ? entity.field("") : entity.field(date);
        if (field.isEmpty() || !isDate(field.get().type().valueType())) {
            findings.add(place + "/date", MetadataProblem.NOT_A_DATE, "given", date == null ? "" : date);
        }
    }

    /** What is gone can be read, but neither written nor given to anybody. */
    private void deleted(String place, RuleDefinition rule) {
        for (var step : rule.steps()) {
            boolean writes = step instanceof SetFields
                    || step instanceof Assign
                    || step instanceof Submit
                    || step instanceof ShareWith
                    || step instanceof Call;
            if (writes) {
                findings.add(place + "/on", MetadataProblem.RULE_WRITES_DELETED);
            }
        }
    }

    /** A schedule asks the database for its records, so its condition must be one that the database can answer. */
    private void schedule(String place, EntityDefinition entity, RuleDefinition rule, RuleDefinition.Trigger trigger) {
        if (trigger.every() == null) {
            findings.add(place + "/every", MetadataProblem.RULE_SCHEDULE_WITHOUT);
        }
        if (rule.when() != null
                && findings.expression(place + "/on", entity, rule.when(), Expected.BOOLEAN)
                        .filter(compiled -> !compiled.isPushable())
                        .isPresent()) {
            findings.add(place + "/on", MetadataProblem.RULE_SCHEDULE_NOT_PUSHABLE);
        }
    }

    private void inbound(String place, EntityDefinition entity, RuleDefinition.Trigger trigger) {
        if (trigger.accepts().isEmpty()) {
            findings.add(place + "/accepts", MetadataProblem.RULE_ACCEPTS_NOTHING);
        }
        trigger.accepts().forEach(field -> writable(place + "/accepts/" + field, entity, field));
        var key = trigger.key();
        if (key != null) {
            findings.field(place + "/key", entity, key);
            if (!trigger.accepts().contains(key)) {
                findings.add(
                        place + "/key", MetadataProblem.RULE_KEY_NOT_ACCEPTED, "given", Findings.named(entity, key));
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
                case UpdateRelated update ->
                    target(here + "/via", entity, update.via())
                            .ifPresent(target -> values(here + "/values", target, entity, update.values()));
                case Each each -> each(here, entity, each);
                case ShareWith share -> share.to().forEach(recipient -> recipient(here + "/to", entity, recipient));
                case Call call -> {
                    var into = writable(here + "/into", entity, call.into());
                    into.ifPresent(field -> findings.expression(
                            here + "/arguments",
                            entity,
                            call.expression(),
                            Expected.of(field.type().valueType())));
                }
                case Wait _ -> {
                    if (!outermost) {
                        findings.add(here, MetadataProblem.WAIT_INSIDE);
                    }
                }
            }
        }
    }

    private void each(String place, EntityDefinition entity, Each each) {
        findings.entity(place + "/entity", each.entity()).ifPresent(rows -> {
            var refers = findings.field(place + "/via", rows, each.via())
                    .filter(field -> field.type().equals(new ValueType.Ref(entity.id())));
            if (refers.isEmpty()) {
                findings.add(Problem.at(place + "/via", MetadataProblem.RULE_ROWS_DO_NOT_REFER)
                        .with("given", Findings.named(rows, each.via()))
                        .with("entity", entity.label()));
            }
            findings.expression(place + "/when", rows, each.when(), Expected.BOOLEAN)
                    .filter(compiled -> !compiled.isPushable())
                    .ifPresent(compiled -> findings.add(place + "/when", MetadataProblem.RULE_SCHEDULE_NOT_PUSHABLE));
            steps(place + "/steps", rows, each.steps(), false);
        });
    }

    /** The entity to which a lookup refers. */
    private Optional<EntityDefinition> target(String place, EntityDefinition entity, String via) {
        var found = findings.field(place, entity, via);
        if (found.isPresent() && found.get().type() instanceof ValueType.Ref(var target)) {
            return findings.entity(place, target);
        }
        if (found.isPresent()) {
            findings.add(Problem.at(place, MetadataProblem.NOT_A_LOOKUP)
                    .with("given", Findings.named(entity, via))
                    .with("path", via)
                    .with("entity", entity.label()));
        }
        return Optional.empty();
    }

    private Optional<FieldDefinition> writable(String place, EntityDefinition entity, String id) {
        var field = entity.field(id).filter(found -> !found.type().isComputed());
        if (field.isEmpty()) {
            findings.add(Problem.at(place, MetadataProblem.NOT_WRITABLE)
                    .with("given", Findings.named(entity, id))
                    .with("entity", entity.label()));
        }
        return field;
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
            writable(here, target, id)
                    .ifPresent(field -> findings.expression(
                            here,
                            source,
                            values.get(id),
                            Expected.of(field.type().valueType())));
        });
    }
}
