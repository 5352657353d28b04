package dev.trellis.ui.api;

import dev.trellis.core.problem.Problem;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Limits how many calls one token, or one address without a token, may make. Each node counts for itself. Whoever asks
 * for too much is told when to come again.
 */
@Singleton
public final class RateFilter implements Filter {

    /** Far above what a person or a sound program needs, far below what harms others. */
    private static final String DEFAULT = "60000";

    private final Buckets tokens;
    private final Buckets addresses;

    @Inject
    RateFilter(@Property(name = "trellis.api.requests-per-minute", defaultValue = DEFAULT) int perMinute) {
        this(perMinute, System::nanoTime);
    }

    RateFilter(int perMinute, LongSupplier nanoseconds) {
        tokens = new Buckets(perMinute, nanoseconds);
        addresses = new Buckets(perMinute, nanoseconds);
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var wait = admit(request);
        if (wait.isEmpty()) {
            chain.doFilter(request, servletResponse);
            return;
        }
        ApiResponseEncoder.write(
                ApiResponse.refused(
                                429,
                                Problem.at("", ApiProblems.TOO_MANY_REQUESTS).with("seconds", wait.getAsLong()))
                        .with("Retry-After", String.valueOf(wait.getAsLong())),
                request,
                (HttpServletResponse) servletResponse);
    }

    private OptionalLong admit(HttpServletRequest request) {
        var token = request.getHeader("Authorization");
        return token == null ? addresses.take(request.getRemoteAddr()) : tokens.take(token);
    }
}
