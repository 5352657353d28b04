package dev.trellis.ui.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever accepts a problem document accept JSON, too. A generated client names the only body that is described for
 * a call without an answer of its own, such as a deletion: the problem; it must not be told that nothing suits it.
 */
public final class AcceptFilter extends HttpFilter {

    private static final String ACCEPT = "Accept";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var accepted = request.getHeader(ACCEPT);
        boolean isProblem =
                accepted != null && accepted.toLowerCase(Locale.ROOT).contains(PROBLEM);
        chain.doFilter(isProblem ? new Accepting(request, accepted + ", " + JSON) : request, response);
    }

    private static final class Accepting extends HttpServletRequestWrapper {

        private final String accepted;

        Accepting(HttpServletRequest request, String accepted) {
            super(request);
            this.accepted = accepted;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(ACCEPT) ? accepted : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(ACCEPT)
                    ? Collections.enumeration(Collections.singleton(accepted))
                    : super.getHeaders(name);
        }
    }
}
