package dev.trellis.core.search;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where this node keeps its index; in memory where no folder is named. */
@Singleton
final class IndexSettings {

    private final @Nullable String folder;

    IndexSettings(@Property(name = "trellis.search.folder") @Nullable String folder) {
        this.folder = folder;
    }

    Optional<Path> folder() {
        return Optional.ofNullable(folder).map(Path::of);
    }
}
