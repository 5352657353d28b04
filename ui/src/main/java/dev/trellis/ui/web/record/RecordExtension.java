package dev.trellis.ui.web.record;

import com.vaadin.flow.component.Component;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.StoredRecord;
import java.util.List;

/** Adds to the page of a stored record what another feature has to say of it. Found by injection. */
public interface RecordExtension {

    /** Returns buttons for the head of the page, the most important last. */
    List<Component> actions(Subject subject);

    /** Returns panels for the side of the page, above the history. */
    List<Component> panels(Subject subject);

    /**
     * What the page shows.
     *
     * @param record as it is stored and this person sees it
     * @param reload shows the record anew, after something changed it
     */
    record Subject(Actor.Person actor, String entity, RecordId id, StoredRecord record, Runnable reload) {}
}
