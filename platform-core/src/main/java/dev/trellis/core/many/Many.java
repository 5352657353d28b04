package dev.trellis.core.many;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes many records in one go, as far as the verb {@code bulk} reaches them. Whatever a change of one record asks is
 * asked besides, by the gate.
 */
@Singleton
public final class Many {

    private static final ProblemCode MAY_NOT_BULK = ProblemCode.denied("MAY_NOT_BULK");
    private static final ProblemCode BULK_OUT_OF_REACH = ProblemCode.denied("BULK_OUT_OF_REACH");

    private final Records records;

    Many(Records records) {
        this.records = records;
    }

    /** Says why a person may change nothing in bulk; empty where some records may be. */
    public Optional<Problem> refusal(Actor.Person actor, String entity) {
        return records.schema(actor).may(entity, Verb.BULK)
                ? Optional.empty()
                : Optional.of(problem(actor, entity, MAY_NOT_BULK));
    }

    /** Says why a record is left out of what is done to many. */
    public Problem outOfReach(Actor.Person actor, String entity) {
        return problem(actor, entity, BULK_OUT_OF_REACH);
    }

    /** Returns those of some records that the person sees and may only change one by one. */
    public Set<RecordId> outside(Actor.Person actor, String entity, Collection<RecordId> ids) {
        var outside = new LinkedHashSet<>(records.reached(actor, entity, ids, Verb.READ));
        outside.removeAll(records.reached(actor, entity, ids, Verb.BULK));
        return outside;
    }

    /** As the gate does it, without the records that bulk does not reach; with ALL one of those refuses all of them. */
    public List<SaveResult> apply(Actor.Person actor, String entity, List<Change> changes, Records.Mode mode) {
        var outside =
                outside(actor, entity, changes.stream().flatMap(Many::stored).toList());
        if (outside.isEmpty()) {
            return records.apply(actor, changes, mode);
        }
        var within = changes.stream()
                .filter(change -> stored(change).noneMatch(outside::contains))
                .toList();
        var applied = mode == Records.Mode.EACH
                ? records.apply(actor, within, mode).iterator()
                : within.stream()
                        .<SaveResult>map(_ -> new SaveResult.NotApplied())
                        .iterator();
        var results = new ArrayList<SaveResult>();
        for (var change : changes) {
            results.add(
                    stored(change).anyMatch(outside::contains)
                            ? new SaveResult.Denied(outOfReach(actor, entity))
                            : applied.next());
        }
        return results;
    }

    private static Stream<RecordId> stored(Change change) {
        return switch (change) {
            case Change.Update update -> Stream.of(update.id());
            case Change.Delete delete -> Stream.of(delete.id());
            // A new record is nobody's yet, and what lies in the bin is reached by the right to delete alone.
            case Change.Create _, Change.Restore _, Change.Lock _ -> Stream.empty();
        };
    }

    private Problem problem(Actor.Person actor, String entity, ProblemCode code) {
        var label = records.schema(actor)
                .entity(entity)
                .map(EntityDefinition::label)
                .orElse(Label.EMPTY);
        return Problem.at("", code).with("entity", label);
    }
}
