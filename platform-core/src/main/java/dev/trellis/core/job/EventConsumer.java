package dev.trellis.core.job;

import dev.trellis.core.database.OutboxEvent;
import java.util.List;
import java.util.Set;

/** Wants every event of some topics exactly once in the whole workspace, whichever node it is. Found by injection. */
public interface EventConsumer {

    /** Returns its id: lower-case words joined by hyphens, at most 64 characters, never changed. */
    String id();

    Set<String> topics();

    /**
     * Takes an event, in a unit of work that marks it as taken. It must be quick and have no effect outside the database:
     * what takes long or calls out begins a job. Should it fail again and again, the event becomes a job of its own, so
     * that those behind it do not wait.
     */
    void accept(OutboxEvent event);

    /** Takes several events in one unit of work, in their order. */
    default void accept(List<OutboxEvent> events) {
        events.forEach(this::accept);
    }
}
