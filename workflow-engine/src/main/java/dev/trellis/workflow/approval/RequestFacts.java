package dev.trellis.workflow.approval;

import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.expression.Outcome;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.deputy.Worth;
import dev.trellis.workflow.people.ApproverResolver;
import dev.trellis.workflow.people.Past;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import dev.trellis.workflow.people.Request;
import dev.trellis.workflow.people.Request.Subject;
import dev.trellis.workflow.route.Conditions;
import dev.trellis.workflow.route.Conditions.Verdict;
import dev.trellis.workflow.route.Route;
import dev.trellis.workflow.time.BusinessTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One record as one definition and one initiator see it: conditions, computed effects, users in fields. */
final class RequestFacts implements Subject, Conditions {

    private final RecordReader reader;
    private final People people;
    private final Metadata metadata;
    private final ApprovalDefinition definition;
    private final StoredRecord record;
    private final Member initiator;
    private final EvaluationContext context;

    RequestFacts(
            RecordReader reader,
            People people,
            ApprovalDefinition definition,
            StoredRecord record,
            Member initiator,
            Instant now) {
        this.reader = reader;
        this.people = people;
        this.metadata = reader.metadata();
        this.definition = definition;
        this.record = record;
        this.initiator = initiator;
        var workspace = metadata.workspace();
        this.context = EvaluationContext.of(
                        reader.row(metadata, record), now, ZoneId.of(workspace.zone()), workspace.currency())
                .withUser(reader.lazyRow(metadata, "user", initiator.id()))
                .withFunctions(reader.functions())
                .withRates(reader.rates());
    }

    StoredRecord record() {
        return record;
    }

    Member initiator() {
        return initiator;
    }

    BusinessTime hours() {
        return BusinessTime.of(metadata.workspace());
    }

    /** What the request is worth to a deputy's limit: the amount that its approval names, at today's rates. */
    Worth worth() {
        var field = definition.policy().amount();
        if (field == null) {
            return Worth.NOT_NAMED;
        }
        var today = LocalDate.ofInstant(
                context.now(), ZoneId.of(metadata.workspace().zone()));
        return Worth.of(
                record.value(field) instanceof Money amount ? amount : null,
                currency -> currency.equals(metadata.workspace().currency())
                        ? Optional.of(BigDecimal.ONE)
                        : reader.rates().rate(currency, today));
    }

    /** The same request's expressions over another record. */
    RequestFacts over(StoredRecord other) {
        return new RequestFacts(reader, people, definition, other, initiator, context.now());
    }

    Request request(Request.Deputies deputies, Past past) {
        var named = definition.administrators();
        return new Request(initiator, this, named.isEmpty() ? workspaceAdministrators() : named, deputies, past);
    }

    @Override
    public Optional<RecordId> user(String path) {
        var value = path.contains(".")
                ? reader.value(record.entity(), record.id(), path)
                : Optional.ofNullable(record.value(path));
        return value.flatMap(found -> found instanceof RecordId id ? person(path, id) : Optional.empty());
    }

    /** Of a department the head decides. */
    private Optional<RecordId> person(String path, RecordId id) {
        return reader.isDepartment(record.entity(), path) ? people.headOf(id).map(Member::id) : Optional.of(id);
    }

    @Override
    public List<RecordId> resolve(String resolver) {
        return reader.resolve(
                resolver, new ApproverResolver.Asked(definition.id(), record.entity(), record.id(), initiator.id()));
    }

    @Override
    public boolean isTrue(String condition) {
        return holds(condition) instanceof Verdict.True;
    }

    /** The fields on which the way of a request depends, and those that its steps may write. */
    Set<String> decidingFields() {
        var fields = new HashSet<String>();
        Route.conditions(definition.nodes()).forEach(condition -> fields.addAll(read(condition)));
        Route.approvals(definition.nodes()).forEach(node -> fields.addAll(Place.openFields(node.fields())));
        return fields;
    }

    private Set<String> read(String condition) {
        return switch (Expressions.check(condition, record.entity(), new MetadataSchema(metadata), Expected.BOOLEAN)) {
            case Checked.Valid(var valid) ->
                valid.references().stream()
                        .map(path -> path.names().getFirst())
                        .collect(Collectors.toUnmodifiableSet());
            case Checked.Invalid _ -> Set.of();
        };
    }

    @Override
    public Label field(String path) {
        return reader.label(record.entity(), path);
    }

    @Override
    public Label role(String id) {
        return metadata.role(id).map(RoleDefinition::label).orElseGet(() -> Label.of(id, id));
    }

    @Override
    public Verdict holds(String expression) {
        return switch (evaluate(expression, Expected.BOOLEAN)) {
            case Computed.Value(var value) -> Boolean.TRUE.equals(value) ? new Verdict.True() : new Verdict.Not();
            case Computed.Error(var error, var detail) ->
                new Verdict.Failed(List.of(Problem.at("", ApprovalProblems.CONDITION_FAILED)
                        .with("condition", expression)
                        .with("error", error)
                        .with("detail", detail)));
        };
    }

    /** What the fields of a turn become, or what cannot be computed. */
    sealed interface Effect {

        record Values(Map<String, @Nullable Object> values) implements Effect {}

        record Failed(List<Problem> problems) implements Effect {
            public Failed {
                problems = List.copyOf(problems);
            }
        }
    }

    Effect effect(Map<String, String> expressions) {
        return effect(record.entity(), expressions);
    }

    /** What fields of a record of any entity become. */
    Effect effect(String entity, Map<String, String> expressions) {
        return values(expressions, field -> expected(entity, field));
    }

    /** What expressions of any type come to, by name. */
    Effect compute(Map<String, String> expressions) {
        return values(expressions, _ -> Expected.ANY);
    }

    private Effect values(Map<String, String> expressions, Function<String, Expected> expected) {
        var values = new HashMap<String, @Nullable Object>();
        for (var entry : expressions.entrySet()) {
            switch (evaluate(entry.getValue(), expected.apply(entry.getKey()))) {
                case Computed.Value(var value) -> values.put(entry.getKey(), value);
                case Computed.Error(var error, var detail) -> {
                    return new Effect.Failed(List.of(Problem.at("", ApprovalProblems.EFFECT_FAILED)
                            .with("field", field(entry.getKey()))
                            .with("error", error)
                            .with("detail", detail)));
                }
            }
        }
        return new Effect.Values(values);
    }

    private sealed interface Computed {

        record Value(@Nullable Object value) implements Computed {}

        record Error(String error, String detail) implements Computed {}
    }

    private Computed evaluate(String expression, Expected expected) {
        return switch (Expressions.check(expression, record.entity(), new MetadataSchema(metadata), expected)) {
            case Checked.Valid(var valid) ->
                switch (Evaluator.evaluate(valid, context)) {
                    case Outcome.Value(var value) -> new Computed.Value(value);
                    case Outcome.Failed(var code, var _, var detail, var _) -> new Computed.Error(code.text(), detail);
                };
            case Checked.Invalid(var problems) ->
                new Computed.Error(
                        problems.stream()
                                .map(Problem::code)
                                .map(ProblemCode::key)
                                .findFirst()
                                .orElse("#TYPE"),
                        expression);
        };
    }

    private Expected expected(String entity, String field) {
        return metadata.entity(entity)
                .flatMap(found -> found.field(field))
                .map(found -> Expected.of(found.type().valueType()))
                .orElse(Expected.ANY);
    }

    private List<String> workspaceAdministrators() {
        return metadata.all(RoleDefinition.class).stream()
                .filter(role -> role.rights().contains(Right.ADMINISTER))
                .map(RoleDefinition::id)
                .toList();
    }
}
