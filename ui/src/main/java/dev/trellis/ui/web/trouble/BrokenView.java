package dev.trellis.ui.web.trouble;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.SignInPath;
import dev.trellis.ui.web.session.SignedOutException;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a page broke, with a trace id that finds the cause in the log and nothing of the cause itself. */
@Prototype
@ParentLayout(Shell.class)
final class BrokenView extends Div implements HasErrorParameter<Exception>, LocaleChangeObserver, HasDynamicTitle {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenView.class);

    private String trace = "";

    BrokenView() {
        addClassName("centred");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        if (parameter.getCaughtException() instanceof SignedOutException) {
            event.forwardTo(SignInPath.PATH);
            return HttpServletResponse.SC_OK;
        }
        trace = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("Trace {}: page {} failed", trace, event.getLocation().getPath(), parameter.getCaughtException());
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        removeAll();
        add(PageState.error(
                        getTranslation("error.page.title"), getTranslation("error.page.text", Map.of("trace", trace)))
                .withAction(
                        getTranslation("error.retry"),
                        () -> getUI().ifPresent(ui -> ui.getPage().reload())));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.page.title");
    }
}
