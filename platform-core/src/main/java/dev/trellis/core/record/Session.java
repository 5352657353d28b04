package dev.trellis.core.record;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Candidate;
import dev.trellis.core.access.Criterion;
import dev.trellis.core.access.EntityAccess;
import dev.trellis.core.access.Shared;
import dev.trellis.core.access.TemporaryGrants;
import dev.trellis.core.expression.EvaluationContext;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.sharing.ShareStore;
import dev.trellis.core.sharing.SharedRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One call of the gate: who calls, under which snapshot, when. */
record Session(
        Actor actor,
        Access access,
        Model model,
        ActorSchema schema,
        Instant now,
        RelatedRows related,
        SharedRecords shared,
        FunctionCalls functions,
        Rates rates,
        Tasks tasks) {

    static Session of(
            Actor actor,
            Sights.Sight sight,
            Model model,
            RecordStore store,
            ShareStore shares,
            FunctionCalls functions,
            Rates rates,
            Supplier<List<TemporaryGrants>> grants,
            Instant now) {
        return new Session(
                actor,
                sight.access(),
                model,
                sight.schema(),
                now,
                new RelatedRows(model, store),
                new SharedRecords(shares, now),
                functions,
                rates.remembered(),
                Tasks.of(actor, grants));
    }

    /** The same call with everything in sight: what a criterion is evaluated against. */
    Session seeingEverything() {
        var all = model.everything();
        return new Session(actor, all.access(), model, all, now, related, shared, functions, rates, Tasks.NONE);
    }

    /** A record as it is at hand, to be held against what somebody reaches. */
    Candidate candidate(Row row) {
        return new RowCandidate(this, row);
    }

    private record RowCandidate(Session session, Row row) implements Candidate {

        @Override
        public @Nullable RecordId owner() {
            return row.owner();
        }

        @Override
        public @Nullable RecordId department() {
            return row.department();
        }

        @Override
        public boolean isShared(Shared shared) {
            return session.shared.covers(row.shape().id(), row.id(), shared);
        }

        @Override
        public boolean holds(Criterion criterion) {
            return criterion.entity().equals(row.shape().id())
                    && Evaluator.evaluate(session.model.criterion(criterion), session.context(row, null))
                            .isTrue();
        }
    }

    EntityAccess access(Shape shape) {
        return access.on(shape.id());
    }

    boolean isInstall() {
        return actor instanceof Actor.Platform(var purpose) && purpose == Actor.Purpose.INSTALL;
    }

    boolean isApproval() {
        return actor instanceof Actor.Platform(var purpose) && purpose == Actor.Purpose.APPROVAL;
    }

    /** The person who acts, or on whose behalf something acts. */
    Optional<Actor.Person> person() {
        return switch (actor) {
            case Actor.Person person -> Optional.of(person);
            case Actor.Automation automation -> Optional.of(automation.onBehalfOf());
            case Actor.Platform _ -> Optional.empty();
        };
    }

    @Nullable
    RecordId user() {
        return person().map(Actor.Person::user).orElse(null);
    }

    EvaluationContext context(Row row, @Nullable Row prior) {
        return new EvaluationContext(
                new RowView(row, related),
                prior == null ? null : new RowView(prior, related),
                prior == null,
                now,
                model.schema().zone(),
                model.schema().currency(),
                userRow(),
                Map.of(),
                functions,
                rates);
    }

    /**
     * Returns a value of a row with what it is worth in the workspace's currency at the rate of the record's date. A
     * roll-up brings that with it: each amount of those it puts together has a date of its own.
     */
    @Nullable
    Object valued(Row row, FieldShape field, @Nullable Object value) {
        return field.definition().type().origin() instanceof Origin.RollUp
                ? value
                : field.codec().valued(value, currency -> rates.rate(currency, recordDate(row)));
    }

    /** Returns the parameters of a filter, amounts with what they are worth today. */
    Map<String, @Nullable Object> valued(Map<String, @Nullable Object> parameters) {
        if (parameters.values().stream().noneMatch(this::isForeign)) {
            return parameters;
        }
        var today = now.atZone(model.schema().zone()).toLocalDate();
        var valued = new HashMap<String, @Nullable Object>(parameters);
        valued.replaceAll((_, value) -> isForeign(value) && value instanceof Money money
                ? money.worth(rates.rate(money.currency(), today)
                        .map(money.amount()::multiply)
                        .orElse(null))
                : value);
        return valued;
    }

    /** Tells whether a value is an amount in another currency than the workspace's. */
    boolean isForeign(@Nullable Object value) {
        return value instanceof Money money
                && !money.currency().equals(model.schema().currency());
    }

    private LocalDate recordDate(Row row) {
        var named = row.shape().entity().recordDate();
        return Stream.of(named == null ? SystemFields.CREATED_AT : named, SystemFields.CREATED_AT)
                .flatMap(field -> day(row.get(field)).stream())
                .findFirst()
                .orElseGet(() -> now.atZone(model.schema().zone()).toLocalDate());
    }

    private Optional<LocalDate> day(@Nullable Object value) {
        return switch (value) {
            case LocalDate date -> Optional.of(date);
            case Instant moment ->
                Optional.of(moment.atZone(model.schema().zone()).toLocalDate());
            case null, default -> Optional.empty();
        };
    }

    @Nullable
    ExpressionRow userRow() {
        var user = user();
        return user == null || model.shape(ExpressionSchema.USER).isEmpty() ? null : new UserRow(user, related);
    }

    /** The record of the person, read when an expression asks for it. */
    private record UserRow(RecordId id, RelatedRows related) implements ExpressionRow {

        private Optional<RowView> view() {
            return related.find(ExpressionSchema.USER, id).map(row -> new RowView(row, related));
        }

        @Override
        public @Nullable Object value(String field) {
            return view().map(found -> found.value(field)).orElse(null);
        }

        @Override
        public Optional<ExpressionRow> related(String lookupField) {
            return view().flatMap(found -> found.related(lookupField));
        }

        @Override
        public List<? extends ExpressionRow> rows(String childrenField) {
            return view().map(found -> found.rows(childrenField)).orElse(List.of());
        }
    }
}
