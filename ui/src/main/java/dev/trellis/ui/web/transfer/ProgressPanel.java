package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.core.transfer.ImportState;
import java.util.Locale;
import java.util.Map;

/** How far an import has come. */
final class ProgressPanel extends Div {

    private final Locale locale;
    private final ProgressBar bar = new ProgressBar();
    private final Span text = new Span();

    ProgressPanel(ImportRun run, Locale locale, Runnable cancel) {
        this.locale = locale;
        addClassName("import-progress");
        text.getElement().setAttribute("aria-live", "polite");
        text.addClassName("muted");
        add(new H2(getTranslation("transfer.state." + run.state().key())), bar, text);
        if (run.state() != ImportState.UNDOING) {
            add(new Button(getTranslation("transfer.cancel"), clicked -> {
                clicked.getSource().setEnabled(false);
                cancel.run();
            }));
        }
        show(run);
    }

    void show(ImportRun run) {
        boolean back = run.state() == ImportState.UNDOING;
        int done = back ? run.restored() + run.kept() : run.done();
        int total = back ? Math.max(1, run.counts().created() + run.counts().updated()) : run.total();
        bar.setValue(Math.clamp((double) done / Math.max(1, total), 0, 1));
        text.setText(getTranslation(
                back ? "transfer.progress.undo" : "transfer.progress",
                Map.of("done", String.format(locale, "%,d", done), "total", String.format(locale, "%,d", total))));
    }
}
