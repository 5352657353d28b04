package dev.trellis.ui.api;

import dev.trellis.core.file.FilesUnreachable;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.servlet.http.ServletExchange;
import io.micronaut.servlet.http.ServletResponseEncoder;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Writes an {@link ApiResponse} straight to the servlet response, past Micronaut's own JSON. */
@Singleton
final class ApiResponseEncoder implements ServletResponseEncoder<ApiResponse> {

    private static final int MOST_UNREAD = 1024 * 1024;

    ApiResponseEncoder() {}

    @Override
    public Class<ApiResponse> getResponseType() {
        return ApiResponse.class;
    }

    @Override
    public Publisher<MutableHttpResponse<?>> encode(
            ServletExchange<?, ?> exchange, AnnotationMetadata annotations, ApiResponse answer) {
        var request = (HttpServletRequest) exchange.getRequest().getNativeRequest();
        var response = (HttpServletResponse) exchange.getResponse().getNativeResponse();
        write(answer, request, response);
        return Mono.just(exchange.getResponse());
    }

    static void write(ApiResponse answer, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        switch (answer.content()) {
            case ApiResponse.Content.Nothing ignored -> {}
            case ApiResponse.Content.File(var type, var name, var body) -> file(type, name, body, request, response);
            case ApiResponse.Content.Value(var value) ->
                write(Json.write(value), "application/json", request, response);
            case ApiResponse.Content.Refusal refusal -> {
                var seen = new ApiRequest(request);
                var document = ProblemDocument.of(answer.status(), refusal, seen.locale(), seen.traceId());
                response.setHeader("Content-Language", seen.locale().toLanguageTag());
                write(Json.write(document), "application/problem+json", request, response);
            }
        }
    }

    private static void write(byte[] body, String type, HttpServletRequest request, HttpServletResponse response) {
        response.setContentType(type);
        response.setContentLength(body.length);
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try {
            // What a refusal left unread would make the server close a connection that the client thinks is open.
            request.getInputStream().readNBytes(MOST_UNREAD);
            response.getOutputStream().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void file(
            String type, String name, ApiResponse.Body body, HttpServletRequest request, HttpServletResponse response) {
        response.setContentType(type);
        var plain = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try {
            body.writeTo(response.getOutputStream());
        } catch (FilesUnreachable e) {
            // Nothing has been sent yet, so the answer may still become another one.
            response.resetBuffer();
            response.setHeader("Content-Disposition", null);
            write(ApiResponse.refused(e.problem()).with("Retry-After", "5"), request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
