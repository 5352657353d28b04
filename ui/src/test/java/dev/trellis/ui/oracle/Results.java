package dev.trellis.ui.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a long run found, kept with its seed. */
final class Results {

    private static final Path FOLDER = Path.of("..", "samples", "results");

    private Results() {}

    /** Prints the finding; a long run leaves it as {@code samples/results/<name>.md}. */
    static void write(String name, boolean isLong, long seed, String... found) {
        var text = String.join("\n", found);
        System.out.println(name + ", seed " + seed + ": " + text);
        if (!isLong) {
            return;
        }
        var page = """
                # %s

                %s. Seed `%d`: run it again with `./trellis test --full` and `-Dtrellis.test.seed.%s=%d`.

                %s
                """.formatted(
                        name, LocalDate.now(ZoneOffset.UTC), seed, name.replaceFirst("permission-", ""), seed, text);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name + ".md"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
