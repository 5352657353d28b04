package dev.trellis.core.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A quick look whether every migration on the class path has run on a schema, unchanged. At nearly every start it has,
 * and then Flyway need not be loaded at all.
 */
final class AppliedMigrations {

    private static final Logger LOG = LoggerFactory.getLogger(AppliedMigrations.class);
    private static final String FOLDER = "db/migration";

    private AppliedMigrations() {}

    static boolean isEverythingApplied(Connection connection) throws SQLException, IOException {
        var applied = applied(connection);
        for (var script : scripts()) {
            var checksum = applied.get(script.name());
            if (checksum == null || checksum != checksum(script.url())) {
                return false;
            }
        }
        return true;
    }

    private record Script(String name, URL url) {}

    private static Map<String, Integer> applied(Connection connection) throws SQLException {
        var applied = new HashMap<String, Integer>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT script, checksum FROM t_migration WHERE success = 1")) {
            while (rows.next()) {
                applied.put(rows.getString("script"), rows.getInt("checksum"));
            }
        } catch (SQLSyntaxErrorException freshSchema) {
            LOG.debug("No migration has run on this schema", freshSchema);
        }
        return applied;
    }

    private static List<Script> scripts() throws IOException {
        var scripts = new ArrayList<Script>();
        var loader = AppliedMigrations.class.getClassLoader();
        for (var roots = loader.getResources(FOLDER); roots.hasMoreElements(); ) {
            var root = roots.nextElement();
            for (var name : names(root)) {
                scripts.add(new Script(name, URI.create(root + "/" + name).toURL()));
            }
        }
        return scripts;
    }

    private static List<String> names(URL root) throws IOException {
        if (root.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            var prefix = connection.getEntryName().replaceAll("/?$", "/");
            try (var jar = connection.getJarFile()) {
                return jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(prefix) && name.endsWith(".sql"))
                        .map(name -> name.substring(prefix.length()))
                        .toList();
            }
        }
        try (var files = Files.list(Path.of(root.toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .toList();
        } catch (URISyntaxException e) {
            throw new IOException("Not a folder: " + root, e);
        }
    }

    /** As Flyway counts it: over the lines, so that line ends do not matter. */
    private static int checksum(URL script) throws IOException {
        var sum = new CRC32();
        try (var reader = new BufferedReader(new InputStreamReader(script.openStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) sum.getValue();
    }
}
