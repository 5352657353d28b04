package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Data;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the nodes of a flow that work by themselves. */
final class FlowNodeCheck {

    private final Findings findings;

    FlowNodeCheck(Findings findings) {
        this.findings = findings;
    }

    void data(String place, EntityDefinition entity, Data data) {
        switch (data.operation()) {
            case CREATE -> {
                needs(place, "entity", data.entity())
                        .flatMap(id -> findings.entity(place + "/entity", id))
                        .ifPresent(target -> values(place + "/values", target, entity, data.values()));
                unused(place, "target", data.target());
                unused(place, "filter", data.filter());
            }
            case UPDATE -> {
                target(place, entity, data)
                        .ifPresent(target -> values(place + "/values", target, entity, data.values()));
                unused(place, "filter", data.filter());
                unused(place, "entity", data.entity());
            }
            case QUERY -> {
                query(place, entity, data);
                unused(place, "target", data.target());
            }
        }
        var result = data.result();
        if (result != null) {
            writable(place + "/result", entity, result);
        }
    }

    private void query(String place, EntityDefinition entity, Data data) {
        var parameters = new HashMap<String, ValueType>();
        data.parameters().keySet().stream()
                .sorted()
                .forEach(name -> findings.expression(
                                place + "/parameters/" + name,
                                entity,
                                data.parameters().get(name),
                                Expected.ANY)
                        .ifPresent(found -> parameters.put(name, found.type())));
        var filter = needs(place, "filter", data.filter());
        needs(place, "entity", data.entity())
                .flatMap(id -> findings.entity(place + "/entity", id))
                .ifPresent(searched -> {
                    filter.ifPresent(text ->
                            findings.expression(place + "/filter", searched, text, Expected.BOOLEAN, parameters));
                    values(place + "/values", entity, searched, data.values());
                });
    }

    private Optional<EntityDefinition> target(String place, EntityDefinition entity, Data data) {
        var path = data.target();
        return path == null ? Optional.of(entity) : behind(place + "/target", entity, path);
    }

    /** The entity of the record at the end of a path. */
    private Optional<EntityDefinition> behind(String place, EntityDefinition entity, String path) {
        return findings.path(place, entity, path).flatMap(found -> {
            if (found.type() instanceof ValueType.Ref(var target)) {
                return findings.entity(place, target);
            }
            findings.add(Problem.at(place, MetadataProblem.NOT_A_LOOKUP)
                    .with("given", Findings.named(entity, path))
                    .with("path", path)
                    .with("entity", entity.label()));
            return Optional.empty();
        });
    }

    private Optional<String> needs(String place, String property, @Nullable String given) {
        if (given == null) {
            findings.add(place, MetadataProblem.MISSING, "property", property);
        }
        return Optional.ofNullable(given);
    }

    private void unused(String place, String property, @Nullable String given) {
        if (given != null) {
            findings.add(place, MetadataProblem.UNKNOWN_PROPERTY, "property", property);
        }
    }

    /** Checks fields of {@code target} that are set by expressions over {@code source}. */
    void values(String place, EntityDefinition target, EntityDefinition source, Map<String, String> values) {
        values.keySet().stream()
                .sorted()
                .forEach(id -> writable(place + "/" + id, target, id)
                        .ifPresent(field -> findings.expression(
                                place + "/" + id,
                                source,
                                values.get(id),
                                Expected.of(field.type().valueType()))));
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

    void call(String place, EntityDefinition entity, Call call) {
        call.inputs()
                .forEach((name, text) -> findings.expression(place + "/inputs/" + name, entity, text, Expected.ANY));
        call.results().keySet().stream()
                .sorted()
                .forEach(field -> writable(place + "/results/" + field, entity, field));
    }

    void subFlow(String place, EntityDefinition entity, SubFlow sub) {
        var started = findings.metadata().all(ApprovalDefinition.class).stream()
                .filter(approval -> approval.id().equals(sub.approval()))
                .findFirst();
        if (started.isEmpty()) {
            findings.add(place + "/approval", MetadataProblem.UNKNOWN_APPROVAL, "given", sub.approval());
            return;
        }
        if ((sub.target() == null) == (sub.related() == null)) {
            findings.add(place, MetadataProblem.SUB_FLOW_TARGET);
            return;
        }
        records(place, entity, sub)
                .filter(found -> !found.id().equals(started.get().entity()))
                .ifPresent(found -> findings.add(Problem.at(place, MetadataProblem.SUB_FLOW_ENTITY)
                        .with("approval", started.get().label())
                        .with("entity", found.label())));
        var initiator = sub.initiator();
        if (initiator != null) {
            findings.path(place + "/initiator", entity, initiator)
                    .filter(field -> !new ValueType.Ref(ExpressionSchema.USER).equals(field.type()))
                    .ifPresent(_ -> findings.add(
                            place + "/initiator",
                            MetadataProblem.NOT_A_USER,
                            "given",
                            Findings.named(entity, initiator)));
        }
        if (leadsBack(started.get().id(), sub.approval(), new HashSet<>())) {
            findings.add(
                    place + "/approval",
                    MetadataProblem.SUB_FLOW_CYCLE,
                    "given",
                    started.get().label());
        }
    }

    /** Tells whether an approval starts itself by way of others. */
    private boolean leadsBack(String to, String at, Set<String> passed) {
        return passed.add(at)
                && findings.metadata().all(ApprovalDefinition.class).stream()
                        .filter(approval -> approval.id().equals(at))
                        .flatMap(approval -> FlowNodes.all(approval.nodes()))
                        .anyMatch(node -> node instanceof SubFlow sub
                                && (sub.approval().equals(to) || leadsBack(to, sub.approval(), passed)));
    }

    private Optional<EntityDefinition> records(String place, EntityDefinition entity, SubFlow sub) {
        var target = sub.target();
        if (target != null) {
            return behind(place + "/target", entity, target);
        }
        var related = String.valueOf(sub.related());
        var parts = List.of(related.split("\\."));
        return findings.entity(place + "/related", parts.getFirst())
                .filter(other -> findings.field(place + "/related", other, parts.getLast())
                        .filter(field -> {
                            var fits = new ValueType.Ref(entity.id()).equals(field.type());
                            if (!fits) {
                                findings.add(Problem.at(place + "/related", MetadataProblem.NOT_A_LOOKUP)
                                        .with("given", Findings.named(other, parts.getLast()))
                                        .with("path", related)
                                        .with("entity", other.label()));
                            }
                            return fits;
                        })
                        .isPresent());
    }

    void delay(String place, EntityDefinition entity, Delay delay) {
        var until = delay.until();
        if (until == null && delay.amount() == 0) {
            findings.add(place, MetadataProblem.MISSING, "property", "amount");
        }
        findings.expression(place + "/until", entity, until, Expected.ANY)
                .filter(found ->
                        !(found.type() instanceof ValueType.Date) && !(found.type() instanceof ValueType.DateTime))
                .ifPresent(_ -> findings.add(place + "/until", MetadataProblem.NOT_A_MOMENT));
    }
}
