package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.problem.Problem;

/** Checks pools: a field that can hold them, roles that exist, conditions that lists can answer. */
final class PoolCheck {

    private final Findings findings;
    private final PipelineCheck fields;

    PoolCheck(Findings findings) {
        this.findings = findings;
        this.fields = new PipelineCheck(findings);
    }

    void pool(PoolDefinition pool) {
        var place = pool.key().toString();
        findings.labelled(place + "/label", pool.label());
        pool.members().forEach(role -> findings.role(place + "/members/" + role, role));
        pool.administrators().forEach(role -> findings.role(place + "/administrators/" + role, role));
        findings.unique(
                place + "/recycle",
                pool.recycle().stream().map(PoolDefinition.Recycle::id).toList());
        findings.entity(place + "/entity", pool.entity()).ifPresent(entity -> check(place, pool, entity));
    }

    private void check(String place, PoolDefinition pool, EntityDefinition entity) {
        if (entity.ownedBy() != null) {
            findings.add(place + "/entity", MetadataProblem.LINE_ALONE, "entity", entity.label());
        }
        fields.written(
                place + "/field",
                entity,
                pool.field(),
                type -> type instanceof ValueType.Option(var codes) && codes.contains(pool.id()));
        fields.written(place + "/claimedField", entity, pool.claimedField(), ValueType.DATE_TIME::equals);
        fields.written(place + "/reasonField", entity, pool.reasonField(), type -> type instanceof ValueType.Text);
        pool.visible().forEach(field -> findings.field(place + "/visible/" + field, entity, field));
        pool.masked().forEach(field -> findings.field(place + "/masked/" + field, entity, field));
        pushable(place + "/exempt", entity, pool.exempt());
        pushable(place + "/limits/holdingWhen", entity, pool.limits().holdingWhen());
        reminders(place + "/reminders", pool, entity);
        for (var rule : pool.recycle()) {
            var here = place + "/recycle/" + rule.id();
            findings.labelled(here + "/label", rule.label());
            pushable(here + "/when", entity, rule.when());
            rule.since().forEach(field -> since(here + "/since/" + field, entity, field));
            if (rule.warnDays() >= rule.days()) {
                findings.add(Problem.at(here + "/warnDays", MetadataProblem.TOO_LARGE)
                        .with("given", rule.warnDays())
                        .with("limit", rule.days() - 1));
            }
        }
    }

    private void reminders(String place, PoolDefinition pool, EntityDefinition entity) {
        findings.unique(
                place,
                pool.reminders().stream().map(PoolDefinition.Reminder::id).toList());
        for (var reminder : pool.reminders()) {
            var here = place + "/" + reminder.id();
            findings.labelled(here + "/label", reminder.label());
            pushable(here + "/when", entity, reminder.when());
            reminder.since().forEach(field -> since(here + "/since/" + field, entity, field));
        }
    }

    private void since(String place, EntityDefinition entity, String field) {
        findings.field(place, entity, field)
                .filter(found -> !found.type().equals(ValueType.DATE_TIME))
                .ifPresent(_ -> findings.add(Problem.at(place, MetadataProblem.FIELD_DOES_NOT_FIT)
                        .with("given", Findings.named(entity, field))
                        .with("entity", entity.label())));
    }

    private void pushable(String place, EntityDefinition entity, @org.jspecify.annotations.Nullable String text) {
        findings.expression(place, entity, text, Expected.BOOLEAN)
                .filter(compiled -> !compiled.isPushable())
                .ifPresent(_ -> findings.add(place, MetadataProblem.NOT_PUSHABLE));
    }
}
