package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.component.Glyph;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The upper edge of every designer: where one is, undo and redo, how the draft stands, and the way to publish it. */
public final class StudioHead extends Div {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final transient DraftBench bench;
    private final transient Consumer<Optional<Problem>> moved;
    private final transient Runnable reopened;
    private final Div path = new Div();
    private final Button undo = new Button(Glyph.UNDO.create());
    private final Button redo = new Button(Glyph.REDO.create());
    private final Span status = new Span();
    private final Div more = new Div();
    private final Button versions = new Button(Glyph.CLOCK.create());
    private final Button publish = new Button();

    /**
     * @param moved is told after undo or redo, with what kept it from being saved
     * @param reopened runs when the draft was read anew
     */
    public StudioHead(DraftBench bench, Consumer<Optional<Problem>> moved, Runnable reopened) {
        this.bench = bench;
        this.moved = moved;
        this.reopened = reopened;
        addClassName("studio-head");
        path.addClassName("studio-path");
        undo.addClickListener(clicked -> undo());
        redo.addClickListener(clicked -> redo());
        for (var button : List.of(undo, redo, versions)) {
            button.addClassName("quiet");
        }
        status.addClassName("studio-status");
        status.getElement().setAttribute("aria-live", "polite");
        versions.addClickListener(clicked -> new VersionsDialog(bench, this::reopen).open());
        publish.addThemeVariants(ButtonVariant.PRIMARY);
        publish.addClassName("studio-publish");
        publish.addClickListener(clicked -> new PublishDialog(bench, this::reopen).open());
        more.addClassName("studio-more");
        var history = new Div(undo, redo);
        history.addClassName("studio-history");
        add(path, history, status, more, versions, publish);
    }

    /** Puts an action of one designer beside the others. */
    public StudioHead with(Component action) {
        more.add(action);
        return this;
    }

    public void undo() {
        moved.accept(bench.undo());
    }

    public void redo() {
        moved.accept(bench.redo());
    }

    /** Shows how things stand, in the reader's language. */
    public void show(String title, Component... beside) {
        path.removeAll();
        path.add(new Anchor("studio", getTranslation("nav.studio")), new Span("/"), new H1(title));
        path.add(beside);
        label(undo, "studio.undo");
        label(redo, "studio.redo");
        label(versions, "studio.versions");
        publish.setText(getTranslation("studio.publish"));
        undo.setEnabled(bench.canUndo());
        redo.setEnabled(bench.canRedo());
        int changes = bench.changes();
        status.setText(status(changes));
        publish.setEnabled(changes > 0);
    }

    private void label(Button button, String key) {
        button.setAriaLabel(getTranslation(key));
        button.setTooltipText(getTranslation(key));
    }

    private String status(int changes) {
        var count = changes == 0
                ? getTranslation("studio.changes.none")
                : getTranslation(changes == 1 ? "studio.changes.one" : "studio.changes", Map.of("count", changes));
        var saved = bench.savedAt();
        return saved == null
                ? count
                : getTranslation(
                                "studio.saved",
                                Map.of(
                                        "time",
                                        TIME.format(saved.atZone(bench.draft().zone()))))
                        + " · " + count;
    }

    private void reopen() {
        bench.reload();
        reopened.run();
    }
}
