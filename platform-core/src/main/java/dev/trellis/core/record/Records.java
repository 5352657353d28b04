package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Standing;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gate: the only way to read or write a record, for forms, the API, rules and approvals alike. Access, rules,
 * formulas, numbering, children, history and events happen here and nowhere else. Called inside a unit of work it
 * joins it; otherwise each call is one of its own.
 */
public interface Records {

    /**
     * Applies changes in order in one transaction.
     *
     * @return one result per change, in order; with {@link Mode#ALL} either every result is {@link SaveResult.Saved}
     *     or nothing was written and the refused ones say why
     */
    List<SaveResult> apply(Actor actor, List<Change> changes, Mode mode);

    /** Applies one change. */
    default SaveResult save(Actor actor, Change change) {
        return apply(actor, List.of(change), Mode.ALL).getFirst();
    }

    /**
     * Applies one change and hands over the record as {@link #find} would. Where the roles of the actor do not show one of
     * the paths, nothing is written.
     *
     * @param paths as for {@link #find}
     */
    Answered save(Actor actor, Change change, Set<String> paths);

    /**
     * Computes what {@link #apply} would store, without writing: defaults, formulas, checks. The basis of a form's
     * server side and of {@code forms/evaluate}.
     */
    Preview preview(Actor actor, Change change);

    /**
     * Reads one record.
     *
     * @param paths field ids and paths over lookups ({@code account.name}); empty for every field the actor may read,
     *     with the line items
     */
    FindResult find(Actor actor, String entity, RecordId id, Set<String> paths);

    /**
     * Reads, in one statement, those of some records of one entity that the actor may see; the others are absent, for
     * whatever reason. Paths that do not exist for the actor are absent, too.
     */
    List<StoredRecord> among(Actor actor, String entity, Collection<RecordId> ids, Collection<String> paths);

    /** Returns those of some living records of one entity that the actor may read and that a verb reaches. */
    Set<RecordId> reached(Actor actor, String entity, Collection<RecordId> ids, Verb verb);

    /** Reads a page of records. */
    QueryResult query(Actor actor, RecordQuery query);

    /** Groups and measures, within what the actor may see. */
    AggregateResult aggregate(Actor actor, RecordAggregate aggregate);

    /** Tells what happened to a record, newest first, within what the actor may see today. */
    HistoryResult history(Actor actor, String entity, RecordId id);

    /** Finds records of an entity by the beginning of their title, for pickers; at most {@code limit}. */
    QueryResult suggest(Actor actor, String entity, String text, int limit);

    /** Says how a person stands to a living record, whether they reach it or not; empty if there is no such record. */
    Optional<Standing> standing(Actor.Person person, String entity, RecordId id);

    /** What of the published metadata exists for this actor. A hidden field is not in it. */
    VisibleSchema schema(Actor actor);

    /**
     * What exists for this actor where one record is looked at: {@link #schema(Actor)} with what an approval shows of this
     * very record, and without what it hides.
     */
    VisibleSchema schema(Actor actor, String entity, RecordId id);

    /**
     * As {@link #schema(Actor, String, RecordId)}, as far as these fields and paths go: where the roles of the actor know all
     * of them, nothing is read.
     */
    VisibleSchema schema(Actor actor, String entity, RecordId id, Collection<String> paths);

    /** What currencies are worth in the workspace's currency, as the records say at the moment of each question. */
    Rates rates();

    /** What happens when one of several changes is refused. */
    enum Mode {
        /** Nothing is written. */
        ALL,
        /** The others are written. */
        EACH
    }
}
