package dev.trellis.ui.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Refuses an address that is not a URI, e.g. with a bare brace or half an escape, before the router trips over it. */
final class UriGuard implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isUri((HttpServletRequest) request)) {
            chain.doFilter(request, response);
            return;
        }
        ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
    }

    private static boolean isUri(HttpServletRequest request) {
        var query = request.getQueryString();
        try {
            new URI(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
            URLDecoder.decode(request.getRequestURI(), StandardCharsets.UTF_8);
            if (query != null) {
                URLDecoder.decode(query, StandardCharsets.UTF_8);
            }
            return true;
        } catch (URISyntaxException | IllegalArgumentException notAUri) {
            return false;
        }
    }
}
