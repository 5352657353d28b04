package dev.trellis.ui.web.record;

import com.vaadin.flow.component.Component;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.StoredRecord;
import java.time.Instant;
import java.util.List;

/** Adds to the page of a stored record what another feature has to say of it. Found by injection. */
public interface RecordExtension {

    /** Returns buttons for the head of the page, the most important last. */
    List<Component> actions(Subject subject);

    /** Returns panels for the side of the page, above the history. */
    List<Component> panels(Subject subject);

    /** Returns what stands on the timeline of the page beside the history. */
    default List<Moment> timeline(Subject subject) {
        return List.of();
    }

    /**
     * One thing on the timeline.
     *
     * @param kind a word by which the timeline can be narrowed: {@code activity}, {@code approval}, {@code change}
     */
    record Moment(Instant at, String kind, Component shown) {}

    /**
     * What the page shows.
     *
     * @param record as it is stored and this person sees it
     * @param reload shows the record anew, after something changed it
     */
    record Subject(Actor.Person actor, String entity, RecordId id, StoredRecord record, Runnable reload) {}
}
