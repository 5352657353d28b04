package dev.trellis.workflow.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A test that runs a few rounds with every build and many under {@code -Dtrellis.test.full=true}, where it leaves a page in
 * {@code samples/results}. {@code -Dtrellis.test.rounds} says how many else, {@code -Dtrellis.seed} where randomness begins.
 *
 * @param name of the page
 * @param test that writes it
 */
public record Recorded(String name, Class<?> test, int rounds, long seed, long begun) {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");
    private static final Path FOLDER = Path.of("..", "samples", "results");

    /**
     * Begins.
     *
     * @param few rounds with every build
     * @param many rounds that are recorded
     * @param seed of the few; the many, and a seed of 0, begin anywhere
     */
    public static Recorded begin(String name, Class<?> test, int few, int many, long seed) {
        var chosen = Long.getLong("trellis.seed", FULL || seed == 0 ? System.nanoTime() : seed);
        var rounds = Integer.getInteger("trellis.test.rounds", FULL ? many : few);
        System.out.println(test.getSimpleName() + " seed " + chosen);
        return new Recorded(name, test, rounds, chosen, System.nanoTime());
    }

    public static boolean isFull() {
        return FULL;
    }

    public long seconds() {
        return (System.nanoTime() - begun) / 1_000_000_000L;
    }

    /** Prints what was found; a long run leaves it as a page. */
    public void write(String title, List<String> found) {
        var text = String.join("\n", found);
        System.out.println("%s, seed %d, %d s%n%s%n".formatted(title, seed, seconds(), text));
        if (!FULL) {
            return;
        }
        var page = """
                # %s

                %s, %d processors, Java %s, %,d s. Seed `%d`: run it again with `./trellis test --full` and
                `-Dtrellis.seed=%d` (`%s`).

                %s
                """.formatted(
                        title,
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        seconds(),
                        seed,
                        seed,
                        test.getSimpleName(),
                        text);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name + ".md"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
