package dev.trellis.samples.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a measurement can be chosen, each given as {@code name=value}.
 *
 * @param sizes how many opportunities there are, one size after the other
 * @param clients how many ask at a time, one number after the other
 * @param operations which operations by their {@link Operations.Operation#key}; none for all
 * @param seconds how long a round takes
 * @param rounds how many rounds each server has, in turns
 * @param warmUp for how many seconds each operation runs before anything is measured
 * @param profile where a recording of the server's processor time goes; empty for none
 * @param output where the page with the results goes
 */
record Options(
        List<Integer> sizes,
        List<Integer> clients,
        Set<String> operations,
        double seconds,
        int rounds,
        double warmUp,
        long seed,
        String profile,
        Path output) {

    private static final Map<String, String> USUAL = Map.of(
            "sizes", "100000,1000000",
            "clients", "1,8",
            "operations", "",
            "seconds", "3",
            "rounds", "4",
            "warmup", "12",
            "seed", "",
            "profile", "",
            "output", "samples/results/records.md");

    static Options of(List<String> arguments) {
        var given = new HashMap<>(USUAL);
        for (var argument : arguments) {
            var pair = argument.split("=", 2);
            if (pair.length != 2 || !USUAL.containsKey(pair[0])) {
                throw new IllegalArgumentException(
                        argument + " is no option; there are " + String.join("=, ", USUAL.keySet()) + "=");
            }
            given.put(pair[0], pair[1]);
        }
        Function<String, String> option = name -> given.getOrDefault(name, "");
        var seed = option.apply("seed");
        return new Options(
                numbers(option.apply("sizes")),
                numbers(option.apply("clients")),
                Set.copyOf(texts(option.apply("operations"))),
                Double.parseDouble(option.apply("seconds")),
                Integer.parseInt(option.apply("rounds")),
                Double.parseDouble(option.apply("warmup")),
                seed.isEmpty() ? new Random().nextInt(100_000) : Long.parseLong(seed),
                option.apply("profile"),
                Path.of(option.apply("output")).toAbsolutePath());
    }

    boolean has(String operation) {
        return operations.isEmpty() || operations.contains(operation);
    }

    private static List<Integer> numbers(String text) {
        return texts(text).stream().map(Integer::parseInt).toList();
    }

    private static List<String> texts(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
