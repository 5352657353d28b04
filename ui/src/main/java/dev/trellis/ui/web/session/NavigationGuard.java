package dev.trellis.ui.web.session;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import dev.trellis.ui.web.component.Toast;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before every page: whoever is not signed in gets the sign-in, and after it the page that was wanted. */
@Singleton
final class NavigationGuard implements VaadinServiceInitListener {

    private static final Logger LOG = LoggerFactory.getLogger(NavigationGuard.class);

    private final CurrentActor actor;

    NavigationGuard(CurrentActor actor) {
        this.actor = actor;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(opened -> opened.getUI().addBeforeEnterListener(this::check));
        event.getSource().addSessionInitListener(opened -> opened.getSession().setErrorHandler(this::failed));
    }

    private void check(BeforeEnterEvent event) {
        if (event.getNavigationTarget().isAnnotationPresent(OpenPage.class)
                || actor.find().isPresent()) {
            return;
        }
        var wanted = event.getLocation().getPathWithQueryParameters();
        if (wanted.isEmpty() || wanted.equals(".") || wanted.equals("/")) {
            event.forwardTo(SignInPath.PATH);
            return;
        }
        event.forwardTo(SignInPath.PATH, QueryParameters.of(SignInPath.WANTED, wanted));
    }

    private void failed(ErrorEvent event) {
        @Nullable UI ui = UI.getCurrent();
        if (isSignedOut(event.getThrowable())) {
            if (ui != null) {
                ui.navigate(SignInPath.PATH);
            }
            return;
        }
        LOG.error("A page failed", event.getThrowable());
        if (ui != null) {
            Toast.failed(ui.getTranslation("error.unexpected"));
        }
    }

    private static boolean isSignedOut(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SignedOutException) {
                return true;
            }
        }
        return false;
    }
}
