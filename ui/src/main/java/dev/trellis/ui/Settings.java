package dev.trellis.ui;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the machine's owner decides about one process. Each is the system property {@code trellis.<name>} or else the
 * environment variable {@code TRELLIS_<NAME>}.
 *
 * @param port the TCP port; 0 takes a free one
 * @param listen the address to listen on; only this machine by default
 * @param data the folder of everything that outlives the process
 * @param database a JDBC URL, or empty for the embedded database inside {@code data}
 * @param demo whether the demo users and records are installed at the first start
 * @param template the package that a new workspace starts with, or {@code none}
 */
public record Settings(int port, String listen, Path data, Optional<String> database, boolean demo, String template) {

    /** Reads the settings of this process; what cannot be used is told in one line. */
    public static Settings ofThisProcess() {
        return read(System::getProperty, System::getenv);
    }

    static Settings read(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        var source = new Source(properties, environment);
        return new Settings(
                source.port(),
                source.text("listen").orElse("127.0.0.1"),
                Path.of(source.text("data").orElse("data")).toAbsolutePath().normalize(),
                source.text("database"),
                source.flag("demo"),
                source.text("template").orElse("crm-standard"));
    }

    /** A setting that cannot be used; the message is meant for the person who wrote it. */
    public static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message);
        }
    }

    private record Source(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {

        Optional<String> text(String name) {
            var value = properties.apply("trellis." + name);
            if (value == null) {
                value = environment.apply("TRELLIS_" + name.toUpperCase(Locale.ROOT));
            }
            return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
        }

        int port() {
            var text = text("port").orElse("8080");
            if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
                return Integer.parseInt(text);
            }
            throw new Unusable("Port \"" + text + "\" cannot be used. Give a number from 1 to 65535, or 0 for any"
                    + " free port.");
        }

        boolean flag(String name) {
            var text = text(name).orElse("false").toLowerCase(Locale.ROOT);
            return switch (text) {
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default ->
                    throw new Unusable(
                            "Setting \"" + name + "\" is \"" + text + "\" but can only be \"true\" or \"false\".");
            };
        }
    }
}
