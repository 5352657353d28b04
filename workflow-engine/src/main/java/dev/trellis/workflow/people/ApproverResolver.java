package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import java.util.List;

/**
 * Names the people of a step, from wherever it knows them. Found by injection; a flow names it by its key. Called inside a
 * unit of work, at a preview, at a submission and when a request arrives: it must be quick, and what it throws refuses
 * the action.
 */
public interface ApproverResolver {

    /** The key that a step names; a slug, the same for ever. */
    String key();

    /** The users in the order in which they decide; those who have left are passed over. */
    List<RecordId> resolve(Asked asked);

    /** @param entity of the record */
    record Asked(String approval, String entity, RecordId record, RecordId initiator) {}
}
