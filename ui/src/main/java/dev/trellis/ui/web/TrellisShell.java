package dev.trellis.ui.web;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.communication.PushMode;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;
import io.micronaut.context.annotation.Prototype;
import java.util.Map;

/**
 * The page that every view lives in. The theme is Aura: tried side by side with Lumo it gave outlined fields and dense
 * rows without further rules, and light and dark from the same variables. What the browser sends travels as ordinary
 * requests, so that each carries the session cookie; only what the server sends uses the socket.
 */
@Prototype
@Push(value = PushMode.AUTOMATIC, transport = Transport.WEBSOCKET_XHR)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://trellis/trellis.css")
final class TrellisShell implements AppShellConfigurator {

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Trellis");
        settings.setViewport("width=device-width, initial-scale=1, viewport-fit=cover");
        settings.addLink("trellis/icon.svg", Map.of("rel", "icon", "type", "image/svg+xml"));
        settings.addMetaTag("color-scheme", "light dark");
    }
}
