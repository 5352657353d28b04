package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import org.jspecify.annotations.Nullable;

/**
 * Where one definition is designed that a parameter of the address names. Says so where the reader may not design, or
 * where there is no such definition.
 *
 * @param <P> the designer that is shown
 */
public abstract class DefinitionView<P extends Component & DefinitionView.Designer> extends Div
        implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final String parameter;
    private @Nullable P page;

    /** @param parameter of the address, holds the id of the definition */
    protected DefinitionView(Studio studio, CurrentActor currentActor, String parameter) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.parameter = parameter;
    }

    /** A designer within the frame. */
    public interface Designer {

        /** Shows everything anew, in the reader's language. */
        void refresh();
    }

    protected abstract boolean isThere(Metadata draft, String id);

    /** Opens the designer of a definition that is there. */
    protected abstract P open(String id);

    /** The draft under the hands of the reader. */
    protected final DraftBench bench() {
        return new DraftBench(studio, currentActor::require);
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        addClassName("studio-view");
        removeAll();
        page = null;
        var actor = currentActor.require();
        if (!studio.mayDesign(actor)) {
            add(PageState.noRight(getTranslation("studio.denied.title"), getTranslation("studio.denied.text")));
            return;
        }
        var id = event.getRouteParameters().get(parameter).orElse("");
        if (!isThere(studio.drafts().target(actor), id)) {
            add(PageState.empty(
                            Glyph.STUDIO, getTranslation("studio.unknown.title"), getTranslation("studio.unknown.text"))
                    .withAction(getTranslation("studio.back"), () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
            return;
        }
        var opened = open(id);
        page = opened;
        add(opened);
        opened.refresh();
    }

    @Override
    public final void localeChange(LocaleChangeEvent event) {
        if (page != null) {
            page.refresh();
        }
    }

    @Override
    public final String getPageTitle() {
        return getTranslation("nav.studio");
    }
}
