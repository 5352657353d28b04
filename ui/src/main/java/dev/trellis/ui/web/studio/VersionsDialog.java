package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.DraftResult;
import dev.trellis.core.publish.PublishedVersion;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Toast;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The published versions; each can be undone by a draft that is published like any other. */
final class VersionsDialog extends Dialog {

    private static final int SHOWN = 100;
    private static final int CHANGES_SHOWN = 12;

    private final transient DraftBench bench;
    private final transient Runnable after;
    private final transient Format format;

    VersionsDialog(DraftBench bench, Runnable after) {
        this.bench = bench;
        this.after = after;
        this.format = new Format(bench.actor().locale(), bench.studio().live().zone());
        addClassName("versions-dialog");
        setWidth("640px");
        setHeaderTitle(getTranslation("studio.versions"));
        var list = new Div();
        list.addClassName("versions");
        bench.studio().drafts().versions().stream().limit(SHOWN).forEach(version -> list.add(row(version)));
        add(list);
        var close = new Button(getTranslation("action.close"), clicked -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(close);
    }

    private Div row(PublishedVersion version) {
        var number = new Span(getTranslation("studio.version", Map.of("version", version.version())));
        number.addClassName("version-number");
        var when = new Span(format.ago(version.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(version.at()));
        var who = new Div(new Span(version.byName()), new Span("·"), when);
        who.addClassName("version-who");
        var words = new Div(
                new Span(version.comment().isEmpty() ? getTranslation("studio.version.silent") : version.comment()),
                who);
        words.addClassName("version-words");
        var changes = new Div();
        changes.addClassName("version-changes");
        changes.setVisible(false);
        var show = new Button(getTranslation("studio.version.changes"), clicked -> toggle(changes, version.version()));
        show.addClassName("quiet");
        var revert = new Button(getTranslation("studio.revert"), clicked -> askRevert(version.version()));
        revert.addClassName("quiet");
        revert.setVisible(version.version() > 1);
        var head = new Div(number, words, show, revert);
        head.addClassName("version-head");
        var row = new Div(head, changes);
        row.addClassName("version");
        return row;
    }

    private void toggle(Div place, int version) {
        if (place.getElement().getChildCount() == 0) {
            var changes = bench.studio().drafts().changes(version).orElse(List.of());
            changes.stream()
                    .limit(CHANGES_SHOWN)
                    .forEach(change ->
                            place.add(new Span(change.text(bench.actor().locale()))));
            if (changes.size() > CHANGES_SHOWN) {
                place.add(new Span(
                        getTranslation("studio.version.more", Map.of("count", changes.size() - CHANGES_SHOWN))));
            }
        }
        place.setVisible(!place.isVisible());
    }

    private void askRevert(int version) {
        if (bench.changes() == 0) {
            revert(version);
            return;
        }
        Confirmation.askBeforeLoss(
                getTranslation("studio.revert.title", Map.of("version", version)),
                getTranslation("studio.revert.text"),
                getTranslation("studio.revert"),
                () -> revert(version));
    }

    private void revert(int version) {
        switch (bench.studio().drafts().revert(bench.actor(), version)) {
            case DraftResult.Changed _ -> {
                close();
                Toast.note(getTranslation("studio.reverted", Map.of("version", version)));
                after.run();
            }
            case DraftResult.Rejected(var problems) -> problems.forEach(this::failed);
            case DraftResult.NotFound(var problem) -> failed(problem);
            case DraftResult.Denied(var problem) -> failed(problem);
        }
    }

    private void failed(Problem problem) {
        Toast.failed(Messages.text(problem, bench.actor().locale()));
    }
}
