package dev.trellis.ui;

import dev.trellis.ui.api.ApiCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The people of the demo company in the {@link LiveTrellis}: how they sign in and what the API tells them. */
public final class DemoCompany {

    private DemoCompany() {}

    /** Signs in, speaking the language of the window whatever the account's own is. */
    public static void signIn(BrowserWindow window, String login) {
        var page = window.go("/");
        page.locator(".language-switch vaadin-button")
                .nth(window.language().equals("en") ? 1 : 0)
                .click();
        page.locator("html[lang^=" + window.language().substring(0, 2) + "]").waitFor();
        page.locator("vaadin-text-field input").first().fill(login);
        page.locator("vaadin-password-field input").first().fill(password(login));
        page.keyboard().press("Enter");
        page.locator(".shell").waitFor();
        window.settle();
    }

    /** The values of a record as the API shows them to a person. */
    public static JsonNode values(String login, String entity, String id) {
        return api(login).get("/api/v1/records/" + entity + "/" + id).json().path("values");
    }

    /** A caller of the API that is signed in as a person. */
    public static ApiCaller api(String login) {
        return ApiCaller.anonymous().with("Authorization", "Bearer " + token(login));
    }

    /** A token of a person, as a program would get one. */
    public static String token(String login) {
        var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(login, password(login));
        return ApiCaller.anonymous()
                .post("/api/v1/auth/token", body)
                .json()
                .path("token")
                .asString("");
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
