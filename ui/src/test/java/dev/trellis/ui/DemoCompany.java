package dev.trellis.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The people of the demo company in the {@link LiveTrellis}: how they sign in and what the API tells them. */
public final class DemoCompany {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private DemoCompany() {}

    public static void signIn(BrowserWindow window, String login) {
        var page = window.go("/");
        page.locator("vaadin-text-field input").first().fill(login);
        page.locator("vaadin-password-field input").first().fill(password(login));
        page.keyboard().press("Enter");
        page.locator(".shell").waitFor();
    }

    /** The values of a record as the API shows them to a person. */
    public static JsonNode values(String login, String entity, String id) {
        return get(login, "/api/v1/records/" + entity + "/" + id).path("values");
    }

    public static JsonNode get(String login, String path) {
        return JSON.readTree(send(HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + token(login))));
    }

    private static String token(String login) {
        var body = JSON.createObjectNode().put("username", login).put("password", password(login));
        return JSON.readTree(send(HttpRequest.newBuilder(at("/api/v1/auth/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))))
                .path("token")
                .asString("");
    }

    private static URI at(String path) {
        return URI.create(LiveTrellis.address() + path);
    }

    private static String send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The password of a demo person, as the data folder keeps it. */
    public static String password(String login) {
        LiveTrellis.get();
        try {
            return Files.readAllLines(Path.of("target", "live", "demo-logins")).stream()
                    .map(line -> line.split("\t"))
                    .filter(parts -> parts[0].equals(login))
                    .map(parts -> parts[1])
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
