package dev.trellis.ui.web.trouble;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import jakarta.servlet.http.HttpServletResponse;

/** Says that there is nothing at this address, without telling whether there ever was. */
@Prototype
@ParentLayout(Shell.class)
final class NotFoundView extends Div
        implements HasErrorParameter<NotFoundException>, LocaleChangeObserver, HasDynamicTitle {

    NotFoundView() {
        addClassName("centred");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return HttpServletResponse.SC_NOT_FOUND;
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        removeAll();
        add(PageState.empty(Glyph.SEARCH, getTranslation("error.notfound.title"), getTranslation("error.notfound.text"))
                .withAction(getTranslation("error.home"), () -> getUI().ifPresent(ui -> ui.navigate(""))));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.notfound.title");
    }
}
