package dev.trellis.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A browser window on the {@link LiveTrellis}. It notes every script error and failed request, so that a test can ask
 * for {@link #trouble()}.
 */
public final class BrowserWindow implements AutoCloseable {

    /** How a window looks like from outside. */
    public enum Screen {
        DESKTOP(1440, 900),
        PHONE(375, 812);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private static final class Holder {
        static final Browser BROWSER = launch();
    }

    private final BrowserContext context;
    private final Page page;
    private final String language;
    private @Nullable URI address;
    private final List<String> trouble = new ArrayList<>();

    private BrowserWindow(BrowserContext context, String language) {
        this.context = context;
        this.language = language;
        this.page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(error -> trouble.add("script: " + error));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                trouble.add(response.status() + " " + response.url());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                trouble.add("console: " + message.text());
            }
        });
    }

    public static BrowserWindow open(Screen screen, String languageTag) {
        return open(screen, languageTag, ColorScheme.LIGHT);
    }

    /** Opens a window on another server than the live one. */
    public static BrowserWindow on(URI address, Screen screen, String languageTag) {
        var window = open(screen, languageTag, ColorScheme.LIGHT);
        window.address = address;
        return window;
    }

    public static BrowserWindow open(Screen screen, String languageTag, ColorScheme scheme) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setLocale(languageTag)
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(scheme)
                .setHasTouch(screen == Screen.PHONE)
                .setIsMobile(screen == Screen.PHONE);
        return new BrowserWindow(Holder.BROWSER.newContext(options), languageTag);
    }

    public Page page() {
        return page;
    }

    /** The language tag that the window asks pages for. */
    public String language() {
        return language;
    }

    /** Goes to a path of the live server and waits until its page is there and the client is idle. */
    public Page go(String path) {
        page.navigate((address == null ? LiveTrellis.address() : address) + path);
        page.waitForFunction("() => document.querySelector('#outlet > * > *')");
        settle();
        return page;
    }

    /** Waits until no round trip to the server is under way. */
    public void settle() {
        page.waitForFunction("""
                () => {
                  const clients = window.Vaadin && window.Vaadin.Flow && window.Vaadin.Flow.clients;
                  if (!clients) return false;
                  const all = Object.keys(clients).filter(key => key !== 'TypeScript').map(key => clients[key]);
                  return all.length > 0 && all.every(client => !client.isActive || !client.isActive());
                }
                """);
    }

    /** Saves what the window shows as {@code target/screenshots/<name>.png}. */
    public Path screenshot(String name) {
        settle();
        page.evaluate("() => document.fonts.ready");
        return page.screenshot(new Page.ScreenshotOptions().setPath(file(name))).length == 0 ? Path.of("") : file(name);
    }

    public List<String> trouble() {
        return List.copyOf(trouble);
    }

    @Override
    public void close() {
        context.close();
    }

    private static Path file(String name) {
        return Path.of("target", "screenshots", name + ".png");
    }

    private static Browser launch() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var options = new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"));
        installed().ifPresent(options::setExecutablePath);
        var browser = playwright.chromium().launch(options);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(playwright::close));
        return browser;
    }

    private static java.util.Optional<Path> installed() {
        return Stream.of(
                        System.getenv().getOrDefault("TRELLIS_BROWSER", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
