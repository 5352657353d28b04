package dev.trellis.core.publish;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Organisation;
import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Assign;
import dev.trellis.core.metadata.RuleDefinition.Branch;
import dev.trellis.core.metadata.RuleDefinition.Call;
import dev.trellis.core.metadata.RuleDefinition.Create;
import dev.trellis.core.metadata.RuleDefinition.Each;
import dev.trellis.core.metadata.RuleDefinition.Mail;
import dev.trellis.core.metadata.RuleDefinition.Message;
import dev.trellis.core.metadata.RuleDefinition.Notify;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.RuleDefinition.SetFields;
import dev.trellis.core.metadata.RuleDefinition.ShareWith;
import dev.trellis.core.metadata.RuleDefinition.Step;
import dev.trellis.core.metadata.RuleDefinition.Submit;
import dev.trellis.core.metadata.RuleDefinition.UpdateRelated;
import dev.trellis.core.metadata.RuleDefinition.Wait;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A rule holds what it writes whoever sets it off, and shows what it reads to whoever sees what it writes. So whoever brings
 * one live must hold all of it.
 */
public final class RuleRights {

    private static final Comparator<FieldKey> FIELDS =
            Comparator.comparing(FieldKey::entity).thenComparing(FieldKey::field);

    private final Metadata before;
    private final Metadata after;
    private final Access held;
    private final Access toBeHeld;

    private RuleRights(Actor.Person publisher, Metadata before, Metadata after) {
        this.before = before;
        this.after = after;
        this.held = new Access(before, publisher, () -> Organisation.EMPTY);
        this.toBeHeld = new Access(after, publisher, () -> Organisation.EMPTY);
    }

    /** Returns what of the rules that a publish changes the publisher may not do; of what is new, as it will be. */
    public static List<Problem> missing(Actor.Person publisher, Metadata before, Metadata after) {
        var rights = new RuleRights(publisher, before, after);
        return after.all(RuleDefinition.class).stream()
                .filter(rule -> !Optional.of(rule).equals(before.find(rule.key())))
                .flatMap(rule -> rights.missing(rule).stream())
                .toList();
    }

    /** Returns what one rule does that a person may not. */
    public static List<Problem> missing(Actor.Person person, Metadata live, RuleDefinition rule) {
        return new RuleRights(person, live, live.with(rule)).missing(rule);
    }

    private List<Problem> missing(RuleDefinition rule) {
        var findings = new Findings(after);
        new RuleCheck(findings).rule(rule);
        var read = new TreeSet<>(FIELDS);
        read.addAll(findings.uses().keySet());
        var written = new TreeSet<>(FIELDS);
        add(written, rule.entity(), rule.before().keySet());
        rule.triggers().stream()
                .filter(trigger -> trigger.on() == On.INBOUND)
                .forEach(trigger -> add(written, rule.entity(), trigger.accepts()));
        written(rule.entity(), rule.steps(), written);
        var problems = new ArrayList<Problem>();
        for (var field : read) {
            if (!SystemFields.ALL.contains(field.field()) && right(field) == FieldRight.NONE) {
                problems.add(problem(rule, field, MetadataProblem.RULE_READS_DENIED));
            }
        }
        for (var field : written) {
            var denied = switch (field.field()) {
                case SystemFields.ID -> may(field, Verb.CREATE) ? null : MetadataProblem.RULE_CREATES_DENIED;
                case SystemFields.OWNER -> may(field, Verb.TRANSFER) ? null : MetadataProblem.RULE_ASSIGNS_DENIED;
                default -> right(field) == FieldRight.WRITE ? null : MetadataProblem.RULE_WRITES_DENIED;
            };
            if (denied != null) {
                problems.add(problem(rule, field, denied));
            }
        }
        return problems;
    }

    private static void add(Collection<FieldKey> to, String entity, Collection<String> fields) {
        fields.forEach(field -> to.add(new FieldKey(entity, field)));
    }

    private void written(String entity, List<Step> steps, Collection<FieldKey> to) {
        for (var step : steps) {
            switch (step) {
                case SetFields set -> add(to, entity, set.values().keySet());
                case Create create -> {
                    add(to, create.entity(), create.values().keySet());
                    to.add(new FieldKey(create.entity(), SystemFields.ID));
                }
                case UpdateRelated update ->
                    new MetadataSchema(after)
                            .field(entity, update.via())
                            .map(SchemaField::type)
                            .ifPresent(type -> {
                                if (type instanceof ValueType.Ref(var target)) {
                                    add(to, target, update.values().keySet());
                                }
                            });
                case Call call -> to.add(new FieldKey(entity, call.into()));
                case Assign _ -> to.add(new FieldKey(entity, SystemFields.OWNER));
                case Each each -> written(each.entity(), each.steps(), to);
                case Branch branch -> {
                    written(entity, branch.then(), to);
                    written(entity, branch.otherwise(), to);
                }
                case Notify _, Mail _, Message _, Submit _, ShareWith _, Wait _ -> {}
            }
        }
    }

    /** Making a record stands for its id, giving it away for its owner. */
    private boolean may(FieldKey field, Verb verb) {
        return access(field).on(field.entity()).may(verb);
    }

    private FieldRight right(FieldKey field) {
        return access(field).on(field.entity()).right(field.field());
    }

    /** What is held today counts, except for what is not there yet. */
    private Access access(FieldKey field) {
        var known = before.entity(field.entity());
        boolean isThere = known.isPresent()
                && (SystemFields.ALL.contains(field.field())
                        || known.get().field(field.field()).isPresent());
        return isThere ? held : toBeHeld;
    }

    private Problem problem(RuleDefinition rule, FieldKey field, ProblemCode code) {
        var entity = after.entity(field.entity());
        return Problem.at(rule.key().toString(), code)
                .with("rule", rule.label())
                .with(
                        "field",
                        entity.flatMap(found -> found.field(field.field()))
                                .map(FieldDefinition::label)
                                .orElse(Label.EMPTY))
                .with("entity", entity.map(EntityDefinition::label).orElse(Label.EMPTY));
    }
}
