package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.trellis.core.access.Actor;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.ui.web.session.CurrentActor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A link to a file that is made when it is clicked, with the rights of that moment. */
final class FileLink {

    private FileLink() {}

    /** A file about to be written. */
    record File(String name, SheetFormat format, Writing writing) {}

    /** Writes the file; the page is not held up meanwhile. */
    @FunctionalInterface
    interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param file asked with the page at hand; empty where nothing may be downloaded, which the page then says itself */
    static Anchor of(String text, CurrentActor currentActor, Function<Actor.Person, List<File>> file) {
        DownloadHandler handler = event -> {
            var found = new ArrayList<File>();
            event.getUI().accessSynchronously(() -> found.addAll(file.apply(currentActor.require())));
            if (found.isEmpty()) {
                event.getResponse().sendError(403, "");
                return;
            }
            var made = found.getFirst();
            event.setFileName(made.name());
            event.setContentType(made.format().mediaType());
            made.writing().writeTo(event.getOutputStream());
        };
        var link = new Anchor(handler, text);
        link.addClassName("file-link");
        return link;
    }
}
