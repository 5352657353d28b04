package dev.trellis.ui.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be handed on more than once, each time as if it were new. A file that comes with it is not held
 * back: such a request can be handed on once.
 */
final class Replayable {

    private final HttpServletRequest request;
    private final byte @Nullable [] body;

    private Replayable(HttpServletRequest request, byte @Nullable [] body) {
        this.request = request;
        this.body = body;
    }

    static Replayable of(HttpServletRequest request) throws IOException {
        var type = request.getContentType();
        var isFile = type != null
                && (type.toLowerCase(Locale.ROOT).startsWith("multipart/")
                        || type.toLowerCase(Locale.ROOT).startsWith("application/octet-stream"));
        return new Replayable(request, isFile ? null : request.getInputStream().readNBytes(ApiRequest.MOST_BYTES + 1));
    }

    String path() {
        return request.getRequestURI();
    }

    /** Tells its body from others; a file by its length. */
    String fingerprint() {
        return body == null ? "file of " + request.getContentLengthLong() : OnceFilter.text(body);
    }

    HttpServletRequest again() {
        return body == null ? request : new Again(request, body);
    }

    /** The request with its body from the beginning and attributes of its own. */
    private static final class Again extends HttpServletRequestWrapper {

        private final byte[] body;
        private final Map<String, Object> own = new HashMap<>();

        Again(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            var found = own.get(name);
            return found == null ? super.getAttribute(name) : found;
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            if (value == null) {
                own.remove(name);
            } else {
                own.put(name, value);
            }
        }

        @Override
        public void removeAttribute(String name) {
            own.remove(name);
        }

        @Override
        public Enumeration<String> getAttributeNames() {
            var names = new LinkedHashSet<>(own.keySet());
            names.addAll(Collections.list(super.getAttributeNames()));
            return Collections.enumeration(names);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Bytes(body);
        }
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is there already");
        }
    }
}
