package dev.trellis.ui.web.input;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Files to choose or to drop, each with its name, size, versions and a way to take it out. */
public final class FilesInput extends CustomField<List<Composite>> {

    private final transient FileDoor door;
    private final transient Words words;
    private final transient List<Composite> files = new ArrayList<>();
    private final Locale locale;
    private final int most;
    private final boolean pictures;
    private final Div list = new Div();
    private final Div trouble = new Div();
    private final Upload upload;

    /** What the buttons are called. */
    public record Words(String choose, String drop, String remove, String renew, String versions) {}

    public FilesInput(FileDoor door, Words words, Locale locale, int most, boolean pictures) {
        super(List.of());
        this.door = door;
        this.words = words;
        this.locale = locale;
        this.most = most;
        this.pictures = pictures;
        this.upload = upload(words.choose(), null);
        list.addClassName("trellis-files");
        trouble.addClassName("trellis-files-trouble");
        trouble.getElement().setAttribute("role", "alert");
        trouble.setVisible(false);
        add(new Div(list, upload, trouble));
    }

    private Upload upload(String name, @Nullable RecordId replaces) {
        var made =
                new Upload(UploadHandler.toTempFile((metadata, file) -> received(metadata.fileName(), file, replaces)));
        var button = new Button(name);
        button.addThemeNames("small", "tertiary");
        made.setUploadButton(button);
        made.setDropLabel(new Span(words.drop()));
        made.setMaxFiles(replaces == null ? most : 1);
        if (pictures) {
            made.setAcceptedMimeTypes("image/png", "image/jpeg", "image/gif", "image/bmp");
        }
        made.addClassName("trellis-upload");
        made.addAllFinishedListener(done -> made.clearFileList());
        return made;
    }

    /** Runs with the page at hand; the file is gone when this returns. */
    private void received(String name, File file, @Nullable RecordId replaces) {
        switch (door.send(name, file.toPath(), replaces)) {
            case FileDoor.Sent.Refused(var why) -> {
                trouble.setText(why);
                trouble.setVisible(true);
            }
            case FileDoor.Sent.Stored(var stored) -> {
                trouble.setVisible(false);
                if (most == 1) {
                    files.clear();
                } else if (replaces != null) {
                    files.removeIf(old -> Objects.equals(replaces, old.part("file")));
                }
                files.add(stored);
                show();
                setModelValue(List.copyOf(files), true);
            }
        }
    }

    private void show() {
        list.removeAll();
        for (var file : files) {
            list.add(line(file));
        }
    }

    private Div line(Composite file) {
        var id = (RecordId) file.part("file");
        var line = new Div(FileLine.of(file, door, locale, pictures));
        line.addClassName("trellis-file");
        if (id == null || isReadOnly()) {
            return line;
        }
        var remove = new NativeButton("×");
        remove.getElement().setAttribute("type", "button");
        remove.setAriaLabel(words.remove());
        remove.getElement().setAttribute("title", words.remove());
        remove.addClickListener(clicked -> {
            files.remove(file);
            show();
            setModelValue(List.copyOf(files), true);
        });
        if (most > 1) {
            line.add(upload(words.renew(), id));
        }
        line.add(remove);
        return line;
    }

    @Override
    protected List<Composite> generateModelValue() {
        return List.copyOf(files);
    }

    @Override
    protected void setPresentationValue(@Nullable List<Composite> value) {
        files.clear();
        if (value != null) {
            files.addAll(value);
        }
        show();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        upload.setVisible(!readOnly);
        show();
    }

    @Override
    protected void updateValue() {
        // Uploads and buttons tell of a change themselves.
    }
}
