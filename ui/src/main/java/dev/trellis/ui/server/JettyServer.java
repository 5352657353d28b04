package dev.trellis.ui.server;

import dev.trellis.ui.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.servlet.engine.server.AbstractServletServer;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The one server of the process, in the form in which Micronaut starts and stops it. */
@Singleton
final class JettyServer extends AbstractServletServer<Server> {

    private final Settings settings;

    JettyServer(
            ApplicationContext context,
            ApplicationConfiguration configuration,
            Settings settings,
            JettyAssembly assembly) {
        super(context, configuration, assembly.server());
        this.settings = settings;
    }

    @Override
    protected void startServer() throws Exception {
        getServer().start();
    }

    @Override
    protected void stopServer() throws Exception {
        getServer().stop();
    }

    @Override
    public int getPort() {
        return ((ServerConnector) getServer().getConnectors()[0]).getLocalPort();
    }

    @Override
    public String getHost() {
        return settings.listen().equals("0.0.0.0") || settings.listen().equals("::") ? "localhost" : settings.listen();
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public URL getURL() {
        try {
            return getURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public URI getURI() {
        var host = getHost().contains(":") ? "[" + getHost() + "]" : getHost();
        return URI.create(getScheme() + "://" + host + ":" + getPort());
    }

    @Override
    public boolean isRunning() {
        return getServer().isRunning();
    }
}
