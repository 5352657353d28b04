package dev.trellis.ui.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Measures how long requests of the API take. */
final class RequestTimes implements Filter {

    /** What a client may put in a request line has no end; what is counted has. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Metrics metrics;

    RequestTimes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long began = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            var method = ((HttpServletRequest) request).getMethod();
            metrics.request(
                    METHODS.contains(method) ? method : "other",
                    ((HttpServletResponse) response).getStatus(),
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
