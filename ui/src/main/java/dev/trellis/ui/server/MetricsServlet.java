package dev.trellis.ui.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;

/**
 * Answers {@code /metrics} to a collector on this machine. For others, and for what a proxy on this machine passes on,
 * the address does not exist.
 */
final class MetricsServlet extends HttpServlet {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final transient Metrics metrics;

    MetricsServlet(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isFromHere(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(PROMETHEUS_TEXT);
        response.getWriter().write(metrics.text());
    }

    private static boolean isFromHere(HttpServletRequest request) throws IOException {
        return request.getHeader("Forwarded") == null
                && request.getHeader("X-Forwarded-For") == null
                && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }
}
