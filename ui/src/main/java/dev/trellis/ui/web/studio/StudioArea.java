package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.ui.web.component.Glyph;
import java.util.List;

/**
 * One group of things that can be shaped, on the first page of the studio; found by injection and shown in order of
 * {@link #position()}. The reader may design.
 */
public interface StudioArea {

    int position();

    /** The key of the heading's text. */
    String title();

    /** What is there, in the order in which it is shown. */
    List<Entry> entries(Metadata draft);

    /**
     * Buttons beside the heading.
     *
     * @param changed runs after the draft has changed
     */
    List<Component> actions(Runnable changed);

    /**
     * One line.
     *
     * @param definition marked as changed where the draft changes it
     * @param path where a click leads
     * @param note a few words beside the name; may be empty
     */
    record Entry(DefinitionKey definition, String path, Glyph glyph, Label label, String note) {}
}
