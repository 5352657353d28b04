package dev.trellis.ui.web.shell;

import dev.trellis.core.access.Actor;
import dev.trellis.ui.web.component.Glyph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a person can go; an entry that leads to nothing for this person is not among them. */
public interface Navigation {

    /** Returns the name of the workspace as this person reads it. */
    String workspace(Actor.Person actor);

    List<Group> groups(Actor.Person actor);

    /** How many approvals wait for this person. */
    int waitingApprovals(Actor.Person actor);

    /** Tells whether this person may open the studio. */
    boolean mayDesign(Actor.Person actor);

    /** Returns the pages about the workspace itself and about the person that this person may open. */
    List<Place> places(Actor.Person actor);

    /**
     * A page that is about no record.
     *
     * @param key the key of its name
     */
    record Place(String key, Glyph glyph, String path) {}

    /** A heading with its entries. */
    record Group(String label, List<Entry> entries) {
        public Group {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The page of one kind of record.
     *
     * @param label the name of many
     * @param one the name of one, for "new …"
     * @param path the path of the page, without a leading slash
     * @param create the path that makes a new one, or null where this person may not
     */
    record Entry(
            String label,
            String one,
            Glyph glyph,
            String path,
            @Nullable String create) {}
}
