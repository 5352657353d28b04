package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A workspace's folder on this machine, held by at most one process: the operating system keeps the lock and lets go of
 * it when the process ends, however it ends.
 */
final class DataFolder implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the folder, creating it where needed; empty if another process, or this one, holds it. */
    static Optional<DataFolder> take(Path folder) throws IOException {
        createPrivate(folder);
        var path = folder.toRealPath();
        var channel =
                FileChannel.open(path.resolve("trellis.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new DataFolder(path, channel, lock));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    /** Where the server keeps its files. */
    Path database() {
        return path.resolve("database");
    }

    /**
     * Where the server keeps what it needs for one statement. In a folder shared with others, a server that starts
     * deletes the temporary tables of those that run.
     */
    Path temporary() {
        return path.resolve("database-tmp");
    }

    /** Which server process of this folder was started last: process id and port. */
    Path processFile() {
        return path.resolve("database.process");
    }

    Path log() {
        return path.resolve("database.log");
    }

    /** Returns the secret kept under a name, drawing and keeping a new one the first time; readable by its owner only. */
    String secret(String name) throws IOException {
        var file = path.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        writePrivate(file, secret + "\n");
        return secret;
    }

    /** Writes a file that only its owner can read, whole or not at all. */
    static void writePrivate(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (isPosix(file)) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, text);
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Creates a folder, and what is missing above it; a new one can be entered by its owner only. */
    static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (isPosix(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new TrellisException("The lock of " + path + " cannot be released", e);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
