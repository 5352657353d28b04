package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.transfer.ImportResult;
import dev.trellis.core.transfer.Imports;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code import/<entity>}: where a file is handed over. */
@Prototype
@Route(value = "import/:entity", layout = Shell.class)
final class ImportStartView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final int MOST_BYTES = 64 << 20;

    private final transient Imports imports;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private final Div trouble = new Div();
    private String entity = "";
    private String title = "";

    ImportStartView(Imports imports, Records records, CurrentActor currentActor) {
        this.imports = imports;
        this.records = records;
        this.currentActor = currentActor;
        addClassName("import-page");
        trouble.addClassName("import-trouble");
        trouble.getElement().setAttribute("role", "alert");
        trouble.setVisible(false);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entity = event.getRouteParameters().get("entity").orElse("");
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (!entity.isEmpty()) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var found = records.schema(actor).entity(entity);
        var plural = found.map(EntityDefinition::plural).map(label -> label.text(actor.locale()));
        title = getTranslation("transfer.import.title", Map.of("what", plural.orElse("")));
        var objections = imports.objections(actor, entity);
        if (!objections.isEmpty()) {
            add(PageState.noRight(title, text(objections)));
            return;
        }
        var back = new Anchor("records/" + entity, Glyph.CHEVRON_LEFT.create(), new Span(plural.orElse("")));
        back.addClassName("record-back");
        var hint = new Paragraph(getTranslation("transfer.file.hint"));
        hint.addClassName("muted");
        add(back, new H1(title), new Steps(Steps.Step.FILE), upload(), hint, trouble);
    }

    private Upload upload() {
        var upload =
                new Upload(UploadHandler.toTempFile((metadata, file) -> stage(metadata.fileName(), file.toPath())));
        upload.setUploadFormat(UploadFormat.RAW);
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MOST_BYTES);
        upload.setAcceptedFileExtensions(".xlsx", ".csv", ".txt", ".tsv");
        var choose = new Button(getTranslation("transfer.file.choose"));
        choose.addThemeVariants(ButtonVariant.PRIMARY);
        upload.setUploadButton(choose);
        upload.setDropLabel(new Span(getTranslation("transfer.file.drop")));
        upload.setDropLabelIcon(Glyph.TABLE.create());
        upload.setI18n(words());
        upload.addFileRejectedListener(rejected -> say(getTranslation("transfer.file.rejected")));
        upload.addClassName("import-upload");
        return upload;
    }

    private UploadI18N words() {
        var busy = getTranslation("transfer.file.reading");
        var failed = getTranslation("transfer.file.failed");
        return new UploadI18N()
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status()
                                .setConnecting(busy)
                                .setStalled(busy)
                                .setProcessing(busy)
                                .setHeld(busy))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime()
                                .setPrefix("")
                                .setUnknown(""))
                        .setError(new UploadI18N.Uploading.Error()
                                .setServerUnavailable(failed)
                                .setUnexpectedServerError(failed)
                                .setForbidden(failed)
                                .setFileTooLarge(getTranslation("transfer.file.rejected"))));
    }

    /** Runs with the page at hand, once the file is there. */
    private void stage(String name, Path file) throws IOException {
        try {
            switch (imports.stage(currentActor.require(), entity, name, file)) {
                case ImportResult.Accepted(var run) -> getUI().ifPresent(ui -> ui.navigate("imports/" + run.id()));
                case ImportResult.Refused(var problems) -> say(text(problems));
                case ImportResult.NotFound ignored -> say(getTranslation("transfer.unknown.text"));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void say(String text) {
        trouble.removeAll();
        trouble.add(Glyph.WARNING.create(), new Span(text));
        trouble.setVisible(true);
    }

    private String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> Messages.text(problem, currentActor.require().locale()))
                .collect(Collectors.joining(" "));
    }
}
