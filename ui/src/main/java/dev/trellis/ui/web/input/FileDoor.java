package dev.trellis.ui.web.input;

import com.vaadin.flow.server.streams.DownloadHandler;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a page sends and reads files for one field, with the rights of the person at the screen. */
public interface FileDoor {

    /** What became of an upload: the file as the field holds it, or why there is none. */
    sealed interface Sent {
        record Stored(Composite file) implements Sent {}

        record Refused(String why) implements Sent {}
    }

    /** A version of a file as people tell it. */
    record Version(RecordId file, String name, String told) {}

    Sent send(String name, Path file, @Nullable RecordId replaces);

    /** @param inline whether the browser may show it: only pictures that the platform drew itself */
    DownloadHandler read(RecordId file, boolean inline);

    List<Version> versions(RecordId file);
}
