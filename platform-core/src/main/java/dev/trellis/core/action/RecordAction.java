package dev.trellis.core.action;

import dev.trellis.core.access.Actor;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done with a stored record, offered alike by the web client and the REST API. Found by injection.
 * Whatever it writes goes through the gate; it holds no right that its caller or its definition does not hold.
 */
public interface RecordAction {

    /** The name in addresses: {@code transfer}; unique, lower case. */
    String id();

    /** Where it stands among the others, the smallest first. */
    int position();

    /** Returns what people read on the button. */
    default Label label(VisibleSchema schema, String entity) {
        return text("record-action." + id());
    }

    /** Tells whether it is one of the few that stand beside "Edit" instead of in the menu. */
    default boolean isProminent() {
        return false;
    }

    /** Tells whether it can be done with many records at once; each is then an undertaking of its own. */
    default boolean takesSelection() {
        return false;
    }

    /** Tells whether it exists at all for the records of an entity, as far as the actor is concerned. */
    boolean concerns(Actor.Person actor, VisibleSchema schema, String entity);

    /** Tells whether to offer it for this record; only asked where it concerns the entity. */
    boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record);

    /**
     * Returns what it asks for.
     *
     * @param record null where it is asked of a selection, or of a record that cannot be seen
     */
    List<ActionInput> inputs(Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record);

    /**
     * Does it, inside a unit of work that is undone where the outcome is a refusal. May be run again as a whole; so its
     * effects are in the database alone.
     */
    ActionOutcome run(ActionCall call);

    /** Returns a text of the message files in every language of the product. */
    static Label text(String key) {
        return Label.of(Messages.text(key, Locale.ENGLISH), Messages.text(key, Locale.SIMPLIFIED_CHINESE));
    }
}
