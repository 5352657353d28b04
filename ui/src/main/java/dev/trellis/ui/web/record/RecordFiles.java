package dev.trellis.ui.web.record;

import com.vaadin.flow.server.streams.DownloadHandler;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Files;
import dev.trellis.core.file.FilesUnreachable;
import dev.trellis.core.file.UploadResult;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.input.FileDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of one field, sent and read as the person at the screen. */
record RecordFiles(Files files, Supplier<Actor.Person> actor, ZoneId zone, String entity, String field)
        implements FileDoor {

    @Override
    public Sent send(String name, Path file, @Nullable RecordId replaces) {
        try {
            return switch (files.upload(actor.get(), entity, field, name, file, replaces)) {
                case UploadResult.Refused(var problems) ->
                    new Sent.Refused(problems.stream()
                            .map(problem -> Messages.text(problem, actor.get().locale()))
                            .collect(Collectors.joining(" ")));
                case UploadResult.Stored(var stored) -> {
                    var parts = new LinkedHashMap<String, Object>();
                    parts.put("file", stored.id());
                    parts.put("name", stored.name());
                    parts.put("type", stored.mediaType());
                    parts.put("size", BigDecimal.valueOf(stored.size()));
                    yield new Sent.Stored(new Composite(parts));
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DownloadHandler read(RecordId file, boolean inline) {
        return event -> {
            var found = files.find(actor.get(), file);
            if (found.isEmpty()) {
                event.getResponse().sendError(404, "");
                return;
            }
            var isPicture = found.get().mediaType().equals("image/png")
                    || found.get().mediaType().equals("image/jpeg");
            event.getResponse().setHeader("X-Content-Type-Options", "nosniff");
            event.getResponse().setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
            event.setContentType(found.get().mediaType());
            if (inline && isPicture) {
                event.getResponse().setHeader("Content-Disposition", "inline");
            } else {
                event.setFileName(found.get().name());
            }
            try {
                files.copyTo(found.get(), event.getOutputStream());
            } catch (FilesUnreachable e) {
                event.getResponse().setHeader("Content-Disposition", "inline");
                event.getResponse()
                        .sendError(503, Messages.text(e.problem(), actor.get().locale()));
            }
        };
    }

    @Override
    public List<Version> versions(RecordId file) {
        var format = new Format(actor.get().locale(), zone);
        return files.versions(actor.get(), file).stream()
                .map(version -> new Version(
                        version.id(),
                        version.name(),
                        version.name() + " · " + version.createdByName() + " · "
                                + format.dateTime(version.createdAt())))
                .toList();
    }
}
