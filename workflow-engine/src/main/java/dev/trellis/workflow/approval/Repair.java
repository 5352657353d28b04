package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;

/** What an administrator of an approval does with a request; each needs a reason. */
public sealed interface Repair {

    /** Gives somebody's open tasks of the request to somebody else. */
    record Reassign(RecordId from, RecordId to) implements Repair {}

    /** Moves the request to a step, forward or back. */
    record Jump(String node) implements Repair {}

    /** Lets a request that stands still try again. */
    record Retry() implements Repair {}

    /** Lets the request stand still until it is let try again. */
    record Suspend() implements Repair {}

    /** Ends the request. */
    record Cancel() implements Repair {}
}
