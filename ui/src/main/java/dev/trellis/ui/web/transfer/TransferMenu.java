package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import dev.trellis.core.access.Actor;
import dev.trellis.core.export.ExportRequest;
import dev.trellis.core.export.ExportResult;
import dev.trellis.core.export.Exports;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** "⋯" beside a list: takes records in from a file, and the list out as one. */
public final class TransferMenu extends Div {

    private final transient Exports exports;
    private final transient CurrentActor currentActor;
    private final transient Supplier<RecordQuery> query;

    private TransferMenu(Exports exports, CurrentActor currentActor, Supplier<RecordQuery> query) {
        this.exports = exports;
        this.currentActor = currentActor;
        this.query = query;
    }

    /**
     * Returns the menu, empty where the person may do none of it.
     *
     * @param query what the list shows at that moment
     */
    public static Optional<TransferMenu> of(
            Exports exports,
            CurrentActor currentActor,
            VisibleSchema schema,
            String entity,
            Supplier<RecordQuery> query) {
        boolean mayImport = schema.may(entity, Verb.IMPORT);
        boolean mayExport = schema.may(entity, Verb.EXPORT);
        if (!mayImport && !mayExport) {
            return Optional.empty();
        }
        var menu = new TransferMenu(exports, currentActor, query);
        menu.fill(entity, mayImport, mayExport);
        return Optional.of(menu);
    }

    private void fill(String entity, boolean mayImport, boolean mayExport) {
        addClassName("transfer-menu");
        var open = new Button(Glyph.MORE.create());
        open.addClassName("quiet");
        open.setAriaLabel(getTranslation("transfer.menu"));
        open.setTooltipText(getTranslation("transfer.menu"));
        var popover = new Popover();
        popover.setTarget(open);
        var items = new Div();
        items.addClassName("transfer-items");
        if (mayImport) {
            items.add(
                    page("import/" + entity, getTranslation("transfer.import")),
                    page("imports", getTranslation("transfer.history")));
        }
        if (mayExport) {
            var heading = new Span(getTranslation("transfer.export"));
            heading.addClassName("transfer-heading");
            items.add(heading);
            for (var format : List.of(SheetFormat.XLSX, SheetFormat.CSV)) {
                items.add(link("transfer.export.list." + format.key(), format, false));
            }
            for (var format : List.of(SheetFormat.XLSX, SheetFormat.CSV)) {
                items.add(link("transfer.export.all." + format.key(), format, true));
            }
        }
        popover.add(items);
        add(open, popover);
    }

    private static Anchor page(String path, String text) {
        var page = new Anchor(path, text);
        page.setRouterIgnore(false);
        page.getElement().setAttribute("router-link", true);
        return page;
    }

    private Anchor link(String key, SheetFormat format, boolean everyField) {
        return FileLink.of(getTranslation(key), currentActor, actor -> file(actor, format, everyField));
    }

    private List<FileLink.File> file(Actor.Person actor, SheetFormat format, boolean everyField) {
        var asked = query.get();
        var request =
                new ExportRequest(asked, everyField ? List.of() : asked.paths(), format, everyField, actor.locale());
        return switch (exports.prepare(actor, request)) {
            case ExportResult.Ready(var export) ->
                List.of(new FileLink.File(export.fileName(), export.format(), export::writeTo));
            case ExportResult.Refused(var problems) -> {
                Toast.failed(problems.stream()
                        .map(problem -> Messages.text(problem, actor.locale()))
                        .collect(Collectors.joining(" ")));
                yield List.of();
            }
        };
    }
}
