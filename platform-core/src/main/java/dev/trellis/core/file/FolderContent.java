package dev.trellis.core.file;

import dev.trellis.core.field.RecordId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps contents as files of a folder that all nodes share. */
@Singleton
@Requires(property = FolderContent.SETTING)
@Requires(missingProperty = S3Settings.BUCKET)
final class FolderContent implements ContentStore {

    static final String SETTING = "trellis.files.folder";

    private final Path folder;

    FolderContent(@Value("${" + SETTING + "}") String folder) {
        this.folder = Path.of(folder);
    }

    @Override
    public void write(RecordId file, Path content) throws IOException {
        var place = place(file);
        Files.createDirectories(place.getParent());
        var fresh = place.resolveSibling(place.getFileName() + ".part");
        Files.copy(content, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public InputStream open(RecordId file) throws IOException {
        return Files.newInputStream(place(file));
    }

    @Override
    public void delete(RecordId file) throws IOException {
        Files.deleteIfExists(place(file));
    }

    @Override
    public void probe() throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException("The folder " + folder + " cannot be written");
        }
    }

    /** A thousand folders, so that none grows too long; the name is a number and leads nowhere else. */
    private Path place(RecordId file) {
        return folder.resolve(String.valueOf(file.value() % 1000)).resolve(file.toString());
    }
}
