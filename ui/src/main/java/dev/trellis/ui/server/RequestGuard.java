package dev.trellis.ui.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Keeps from the router what it trips over: an address that is not a URI, e.g. with a bare brace or half an escape, is
 * refused; a content type that is none counts as unknown bytes.
 */
final class RequestGuard implements Filter {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^+.-]{1,127}/[\\w!#$&^+.-]{1,127}(\\s*;.*)?");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isUri((HttpServletRequest) request)) {
            chain.doFilter(readable((HttpServletRequest) request), response);
            return;
        }
        ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
    }

    private static HttpServletRequest readable(HttpServletRequest request) {
        var type = request.getContentType();
        return type == null || MEDIA_TYPE.matcher(type).matches() ? request : new UnknownBytes(request);
    }

    /** A request whose content type says nothing. */
    private static final class UnknownBytes extends HttpServletRequestWrapper {
        UnknownBytes(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return "application/octet-stream";
        }
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
