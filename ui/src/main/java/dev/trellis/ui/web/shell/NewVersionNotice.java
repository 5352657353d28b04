package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Glyph;
import org.jspecify.annotations.Nullable;

/** Tells an open page that a new version has been published, and offers it; what is being typed stays until then. */
final class NewVersionNotice extends Div {

    private final transient LiveMetadata live;
    private transient LiveMetadata.@Nullable Registration registration;

    NewVersionNotice(LiveMetadata live) {
        this.live = live;
        addClassName("new-version");
        setVisible(false);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var ui = attached.getUI();
        registration = live.onChange(published -> {
            var _ = ui.access(() -> offer(ui));
        });
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        var known = registration;
        if (known != null) {
            known.close();
            registration = null;
        }
    }

    /** The studio shows drafts: it follows a publish by itself. */
    private void offer(UI ui) {
        if (ui.getActiveViewLocation().getPath().startsWith("studio")) {
            return;
        }
        removeAll();
        var show = new Button(
                getTranslation("studio.live.show"), clicked -> ui.getPage().reload());
        show.addClassName("quiet");
        var close = new Button(Glyph.CLOSE.create(), clicked -> setVisible(false));
        close.addClassName("quiet");
        close.setAriaLabel(getTranslation("action.close"));
        add(Glyph.INFO.create(), new Span(getTranslation("studio.live.title")), show, close);
        setVisible(true);
    }
}
