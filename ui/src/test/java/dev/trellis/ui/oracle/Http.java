package dev.trellis.ui.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls one server as one person. */
record Http(String address, @Nullable String token) {

    private static final HttpClient CLIENT = client();

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A kept connection that the server closes just when it is used again is no answer: the call is sent once more. */
    private static HttpClient client() {
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** A request, the path without the base address. */
    record Call(String method, String path, @Nullable String body, Map<String, String> headers) {

        static Call get(String path) {
            return new Call("GET", path, null, Map.of());
        }

        static Call post(String path, String body) {
            return new Call("POST", path, body, Map.of());
        }

        Call with(String header, String value) {
            var more = new java.util.TreeMap<>(headers);
            more.put(header, value);
            return new Call(method, path, body, more);
        }

        @Override
        public String toString() {
            return method + " " + path + (headers.isEmpty() ? "" : " " + headers) + (body == null ? "" : " " + body);
        }
    }

    /** An answer as it came. */
    record Answer(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            return body.isEmpty() ? JSON.missingNode() : JSON.readTree(body);
        }

        String code() {
            return body.startsWith("{") ? json().path("code").asString("") : "";
        }
    }

    Answer send(Call call) {
        var request = HttpRequest.newBuilder(URI.create(address + call.path()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        call.headers().forEach(request::header);
        if (call.body() != null) {
            if (!call.headers().containsKey("Content-Type")) {
                request.header("Content-Type", "application/json");
            }
            request.method(call.method(), HttpRequest.BodyPublishers.ofString(call.body(), StandardCharsets.UTF_8));
        } else {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        }
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var headers = new java.util.TreeMap<String, String>();
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(call.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
