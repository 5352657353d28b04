package dev.trellis.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestDatabase;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.setup.Administrator;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A Trellis of a test's own, with the background work that {@link LiveTrellis} leaves out, and one administrator. */
public final class TrellisAtWork implements AutoCloseable {

    /** What the administrator is called. */
    public static final String ADMINISTRATOR = "吴涛";

    private static final String PASSWORD = "orchid-Harbour-73-tea";
    private static final String RUN = "trellis.jobs.run";

    private final Trellis trellis;

    private TrellisAtWork(Trellis trellis) {
        this.trellis = trellis;
    }

    /** @param folder where it keeps its files, within the module's {@code target} */
    public static TrellisAtWork start(String folder) {
        var before = System.getProperty(RUN);
        System.setProperty(RUN, "true");
        try {
            var settings =
                    new Settings(0, "127.0.0.1", Path.of("target", folder), Optional.empty(), false, "crm-standard");
            var started = new TrellisAtWork(
                    Trellis.start(settings, TestDatabase.get().freshSchema().database()));
            assertThat(started.bean(Administrator.class)
                            .create(ADMINISTRATOR, "admin", PASSWORD, Locale.SIMPLIFIED_CHINESE))
                    .isEmpty();
            return started;
        } finally {
            if (before == null) {
                System.clearProperty(RUN);
            } else {
                System.setProperty(RUN, before);
            }
        }
    }

    public <T> T bean(Class<T> type) {
        return trellis.context().getBean(type);
    }

    /** Opens a window in which the administrator has signed in and reads this language. */
    public BrowserWindow open(Screen screen, String language) {
        var window = BrowserWindow.on(trellis.address(), screen, language);
        var page = window.go("/");
        page.locator(".language-switch vaadin-button")
                .nth(language.equals("en") ? 1 : 0)
                .click();
        page.locator("html[lang^=" + language.substring(0, 2) + "]").waitFor();
        page.locator("vaadin-text-field input").first().fill("admin");
        page.locator("vaadin-password-field input").first().fill(PASSWORD);
        page.keyboard().press("Enter");
        page.locator(".shell").waitFor();
        window.settle();
        return window;
    }

    @Override
    public void close() {
        trellis.close();
    }
}
