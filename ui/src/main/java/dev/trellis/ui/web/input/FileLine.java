package dev.trellis.ui.web.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Shows one file: its name as a link to the content and how large it is, or the picture itself. */
public final class FileLine {

    private static final long KILO = 1024;

    private FileLine() {}

    public static Component of(Composite file, FileDoor door, Locale locale, boolean picture) {
        var name = file.text("name");
        if (!(file.part("file") instanceof RecordId id)) {
            return new Span(name);
        }
        if (picture) {
            var image = new Image(door.read(id, true), name);
            image.addClassName("trellis-picture");
            return image;
        }
        var link = new Anchor(door.read(id, false), name);
        link.addClassName("file-link");
        var size = new Span(file.part("size") instanceof BigDecimal bytes ? size(bytes.longValue(), locale) : "");
        size.addClassName("trellis-use");
        var versions = door.versions(id);
        var line = new Div(link, size);
        if (versions.size() > 1) {
            var older = new Span("v" + versions.size());
            older.addClassName("trellis-use");
            older.getElement()
                    .setAttribute(
                            "title",
                            String.join(
                                    "\n",
                                    versions.stream()
                                            .map(FileDoor.Version::told)
                                            .toList()));
            line.add(older);
            versions.stream().skip(1).forEach(version -> {
                var old = new Anchor(door.read(version.file(), false), version.told());
                old.addClassName("trellis-version");
                line.add(old);
            });
        }
        return line;
    }

    private static String size(long bytes, Locale locale) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        boolean isLarge = bytes >= KILO * KILO;
        var number = BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(isLarge ? KILO * KILO : KILO), 1, RoundingMode.HALF_UP);
        return java.text.NumberFormat.getInstance(locale).format(number) + (isLarge ? " MB" : " KB");
    }
}
