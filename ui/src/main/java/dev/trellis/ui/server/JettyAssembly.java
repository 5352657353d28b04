package dev.trellis.ui.server;

import com.vaadin.flow.server.communication.JSR356WebsocketInitializer;
import dev.trellis.ui.Settings;
import dev.trellis.ui.api.AcceptFilter;
import dev.trellis.ui.api.OnceFilter;
import dev.trellis.ui.api.RateFilter;
import io.micronaut.servlet.engine.initializer.MicronautServletInitializer;
import jakarta.inject.Singleton;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Puts Jetty together. The order of the initializers in {@link #context} matters. */
@Singleton
final class JettyAssembly {

    private static final int SESSION_IDLE_SECONDS = 8 * 60 * 60;

    private final Settings settings;
    private final VaadinInitializer vaadin;
    private final MicronautServletInitializer micronaut;
    private final Readiness readiness;
    private final Metrics metrics;
    private final RateFilter rate;
    private final OnceFilter once;

    JettyAssembly(
            Settings settings,
            VaadinInitializer vaadin,
            MicronautServletInitializer micronaut,
            Readiness readiness,
            Metrics metrics,
            RateFilter rate,
            OnceFilter once) {
        this.settings = settings;
        this.vaadin = vaadin;
        this.micronaut = micronaut;
        this.readiness = readiness;
        this.metrics = metrics;
        this.rate = rate;
        this.once = once;
    }

    Server server() {
        var threads = new QueuedThreadPool(200, 8);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(threads);
        server.addConnector(connector(server));
        server.setHandler(new GracefulHandler(context()));
        server.setErrorHandler(new PlainErrorHandler());
        server.setStopTimeout(5_000);
        return server;
    }

    private ServerConnector connector(Server server) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(16 * 1024);
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.listen());
        connector.setPort(settings.port());
        connector.setIdleTimeout(60_000);
        return connector;
    }

    private ServletContextHandler context() {
        var context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.setClassLoader(JettyAssembly.class.getClassLoader());
        context.setBaseResource(staticFiles(ResourceFactory.of(context)));
        context.setErrorHandler(new PlainErrorHandler());
        var sessions = context.getSessionHandler();
        sessions.setMaxInactiveInterval(SESSION_IDLE_SECONDS);
        sessions.setHttpOnly(true);
        sessions.setSameSite(HttpCookie.SameSite.LAX);
        sessions.setSessionCookie("TRELLIS");
        sessions.setSessionIdPathParameterName("none");
        context.addFilter(new FilterHolder(new SecurityHeaders()), "/*", EnumSet.allOf(DispatcherType.class));
        context.addFilter(new FilterHolder(new RequestTimes(metrics)), "/api/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(new FilterHolder(new RequestGuard()), "/api/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(new FilterHolder(new AcceptFilter()), "/api/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(new FilterHolder(rate), "/api/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(new FilterHolder(once), "/api/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder("metrics", new MetricsServlet(metrics)), "/metrics");
        context.addServlet(new ServletHolder("health", new HealthServlet(readiness)), "/health/*");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addServletContainerInitializer(vaadin);
        // Through the handler: ServletContext.addListener refuses it here.
        context.addEventListener(new JSR356WebsocketInitializer());
        context.addServletContainerInitializer(micronaut);
        return context;
    }

    private static Resource staticFiles(ResourceFactory factory) {
        try {
            var folders = new ArrayList<Resource>();
            var urls = JettyAssembly.class.getClassLoader().getResources("META-INF/resources");
            while (urls.hasMoreElements()) {
                folders.add(factory.newResource(urls.nextElement()));
            }
            return ResourceFactory.combine(folders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
