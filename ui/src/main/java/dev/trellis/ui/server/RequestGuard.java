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
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps from the router what it trips over: an address that is not a URI, e.g. with a bare brace or half an escape, is
 * refused; a content type that is none counts as unknown bytes, and languages that are none say nothing.
 */
final class RequestGuard implements Filter {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^+.-]{1,127}/[\\w!#$&^+.-]{1,127}(\\s*;.*)?");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9*-]{0,40}(\\s*;\\s*q=[01](\\.[0-9]{0,3})?)?");

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
        var languages = request.getHeader("Accept-Language");
        var typed = type == null || MEDIA_TYPE.matcher(type).matches() ? request : new UnknownBytes(request);
        return languages == null || areLanguages(languages) ? typed : new NoLanguage(typed);
    }

    private static boolean areLanguages(String header) {
        return header.length() <= 1_000
                && Stream.of(header.split(",", -1))
                        .allMatch(language -> LANGUAGE.matcher(language.strip()).matches());
    }

    /** A request that prefers no language. */
    private static final class NoLanguage extends HttpServletRequestWrapper {
        NoLanguage(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Locale getLocale() {
            return Locale.ENGLISH;
        }

        @Override
        public Enumeration<Locale> getLocales() {
            return Collections.enumeration(List.of(Locale.ENGLISH));
        }
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
