package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the one secret outside the database comes from: the setting {@code master-key}, the file that {@code
 * master-key-file} names, or, with the embedded database, a file in the data folder that is made the first time.
 */
final class MasterKey {

    static final String SETTING = "trellis.master-key";
    static final String FILE_SETTING = "trellis.master-key-file";

    private static final int SHORTEST = 20;

    private MasterKey() {}

    static String read(@Nullable DataFolder folder) {
        var given = given();
        if (given.isPresent()) {
            return given.get();
        }
        if (folder == null) {
            throw new TrellisException("Sealed fields need a master key: set TRELLIS_MASTER_KEY or"
                    + " TRELLIS_MASTER_KEY_FILE when another database than the embedded one is used");
        }
        try {
            return folder.secret("master.key");
        } catch (IOException e) {
            throw new UncheckedIOException("The master key cannot be read", e);
        }
    }

    /** The key that the machine's owner gave. */
    static Optional<String> given() {
        var key = setting(SETTING).or(() -> setting(FILE_SETTING).map(MasterKey::file));
        key.filter(found -> found.length() < SHORTEST).ifPresent(_ -> {
            throw new TrellisException("The master key is shorter than " + SHORTEST + " characters");
        });
        return key;
    }

    private static String file(String name) {
        try {
            return Files.readString(Path.of(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The file with the master key cannot be read", e);
        }
    }

    private static Optional<String> setting(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            value = System.getenv(
                    name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_'));
        }
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
