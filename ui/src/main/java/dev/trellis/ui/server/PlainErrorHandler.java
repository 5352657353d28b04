package dev.trellis.ui.server;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what never reaches the API or the web client (a broken request line, an address that is not a URI) with a
 * short problem document and without a word about the inside.
 */
final class PlainErrorHandler extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = response.getStatus() < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : response.getStatus();
        var body = document(status).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, new String(body, StandardCharsets.UTF_8), callback);
        return true;
    }

    @Override
    public boolean errorPageForMethod(@Nullable String method) {
        return true;
    }

    private static String document(int status) {
        var title = HttpStatus.getMessage(status);
        return """
                {"type":"about:blank","title":"%s","status":%d,"code":"%s","problems":[]}
                """.formatted(
                title, status, title.toUpperCase(java.util.Locale.ROOT).replace(' ', '_')).strip();
    }
}
