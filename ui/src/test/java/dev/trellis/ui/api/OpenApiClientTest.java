package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The description of the API in the hands of others: two public linters have no error to tell, and the client that a
 * public generator makes from it compiles and creates, reads, changes and deletes a record. Part of the long run, which
 * needs npm.
 */
@Tag("full")
class OpenApiClientTest {

    private static final Path FOLDER = Path.of("target", "openapi").toAbsolutePath();
    private static final Path DOCUMENT = FOLDER.resolve("openapi.json");

    @BeforeAll
    static void write() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(
                DOCUMENT,
                ApiCaller.as("wutao")
                        .with("Accept-Language", "en")
                        .get("/api/v1/openapi.json")
                        .response()
                        .body());
    }

    @Test
    void the_client_of_a_public_generator_compiles_and_makes_a_round_trip() throws Exception {
        run(
                FOLDER,
                java(),
                "-jar",
                FOLDER.resolve("openapi-generator-cli.jar").toString(),
                "generate",
                "-i",
                DOCUMENT.toString(),
                "-g",
                "java",
                "-o",
                FOLDER.resolve("client").toString(),
                "--additional-properties",
                "library=native,openApiNullable=false,hideGenerationTimestamp=true,useJakartaEe=true",
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
        var classes = Files.createDirectories(FOLDER.resolve("classes"));
        var sources = sources(FOLDER.resolve("client/src/main/java"));
        sources.add(Path.of("src/test/openapi/RoundTrip.java").toAbsolutePath().toString());

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, options(classes, sources).toArray(String[]::new));
        var output = run(
                FOLDER,
                java(),
                "-cp",
                classes + File.pathSeparator + classPath(),
                "RoundTrip",
                LiveTrellis.address() + "/api/v1",
                DemoCompany.token("wutao"));

        assertThat(compiled).isZero();
        assertThat(output).contains("created, read, changed, listed, deleted");
        System.out.println("Client of openapi-generator: " + sources.size() + " classes; " + output.strip());
    }

    @Test
    void two_public_linters_find_no_error() throws Exception {
        Files.writeString(FOLDER.resolve("ruleset.yaml"), "extends: spectral:oas\n");

        var spectral = run(
                FOLDER,
                "npx",
                "--yes",
                "@stoplight/spectral-cli@6.15.0",
                "lint",
                "--fail-severity=error",
                "-q",
                "-r",
                "ruleset.yaml",
                DOCUMENT.toString());
        var redocly = run(FOLDER, "npx", "--yes", "@redocly/cli@1.34.0", "lint", DOCUMENT.toString());

        System.out.println("spectral: " + last(spectral) + "; redocly: " + last(redocly));
    }

    private static List<String> options(Path classes, List<String> sources) {
        var options = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-nowarn", "-cp", classPath()));
        options.addAll(sources);
        return options;
    }

    private static List<String> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    /** What the client needs is on the class path of the tests, or in a folder of its own. */
    private static String classPath() {
        try (var jars = Files.list(FOLDER.resolve("lib"))) {
            return System.getProperty("java.class.path")
                    + File.pathSeparator
                    + jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String last(String output) {
        return output.strip().lines().reduce("", (before, line) -> line.isBlank() ? before : line);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile("openapi", ".log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES))
                .as(String.join(" ", command))
                .isTrue();
        var output = Files.readString(log);
        Files.delete(log);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
