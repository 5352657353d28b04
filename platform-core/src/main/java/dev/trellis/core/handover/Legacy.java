package dev.trellis.core.handover;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import java.util.List;

/** Things of some kind that a person leaves behind and somebody else takes over. Found by injection. */
public interface Legacy {

    /** What there is of a person's, as far as whoever asks may see it; asked inside a unit of work. */
    List<Part> parts(Actor.Person asker, RecordId user);

    /** Tells whether a part is of this kind. */
    boolean knows(String part);

    /**
     * Gives some of a part to somebody else, inside a unit of work; what is given no longer belongs to the part, what
     * cannot be given is passed over from then on.
     *
     * @param after the number of things passed over so far
     */
    Given give(Actor.Person asker, String part, RecordId from, RecordId to, int after);

    /**
     * One thing to be handed over.
     *
     * @param id lower-case words, {@code records/account}: never changed
     * @param count how much of it
     * @param sole whether nobody else has it: the only holder of a role, say
     * @param movable false for what only a designer changes; it is told, not handed over
     */
    record Part(String id, Label label, long count, boolean sole, boolean movable) {}

    /**
     * What became of one go.
     *
     * @param done how many things were given
     * @param passed how many could not be given
     * @param isOver whether nothing of the part is left
     */
    record Given(int done, int passed, boolean isOver) {}
}
