package dev.trellis.ui.api;

import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import dev.trellis.ui.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API of the {@link LiveTrellis} as a client would, with a token if one is given. */
public final class ApiCaller {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<String> headers;

    private ApiCaller(List<String> headers) {
        this.headers = headers;
    }

    /** An answer with its body as JSON, missing where there is none. */
    public record Answer(int status, HttpResponse<String> response, JsonNode json) {}

    public static ApiCaller anonymous() {
        return new ApiCaller(List.of());
    }

    public static ApiCaller as(People.Someone someone) {
        var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(someone.login(), People.PASSWORD);
        var token = anonymous()
                .post("/api/v1/auth/token", body)
                .json()
                .path("token")
                .stringValue();
        return anonymous().with("Authorization", "Bearer " + token);
    }

    /** Signs in as a person of the demo company. */
    public static ApiCaller as(String demoLogin) {
        var body = JSON.createObjectNode()
                .put("username", demoLogin)
                .put("password", DemoCompany.password(demoLogin))
                .toString();
        var token = anonymous()
                .post("/api/v1/auth/token", body)
                .json()
                .path("token")
                .stringValue();
        return anonymous().with("Authorization", "Bearer " + token);
    }

    public ApiCaller with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.addAll(Arrays.asList(header, value));
        return new ApiCaller(more);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    public Answer send(String method, String path, String contentType, String body) {
        return send(request(path)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /** Gets something that is not JSON. */
    public HttpResponse<String> text(String path) {
        try {
            return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create(LiveTrellis.address() + path));
        for (int i = 0; i < headers.size(); i += 2) {
            builder.header(headers.get(i), headers.get(i + 1));
        }
        return builder;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var json = response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), response, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
