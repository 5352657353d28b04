package dev.trellis.form.design;

import dev.trellis.core.name.Label;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a new kind of record to be.
 *
 * @param label the name of one, in at least one language
 * @param plural the name of many; in a language without a text, the name of one serves
 * @param icon a word of the icon set
 * @param group the id of the heading of the menu under which it stands, or null for none
 * @param uses who works with it, by role id
 */
public record EntityWish(
        Label label, Label plural, String icon, @Nullable String group, Map<String, Use> uses) {

    public EntityWish {
        uses = Map.copyOf(uses);
    }

    /** How a role uses records of a kind. */
    public enum Use {
        /** Sees all, changes none. */
        READS,
        /** Makes records and looks after its own. */
        OWN,
        /** Sees and changes all. */
        ALL
    }
}
