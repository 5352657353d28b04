package dev.trellis.core.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that holds a data folder until it is killed, as a server would. */
final class FolderHolder {

    private FolderHolder() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        var tuning =
                new EmbeddedServer.Tuning(EmbeddedServer.Tuning.DURABLE.options(), Boolean.parseBoolean(arguments[1]));
        var started = Database.open(DatabaseSettings.Embedded.in(Path.of(arguments[0])), tuning);
        if (!(started instanceof DatabaseStart.Starting(var database))) {
            System.out.println("refused");
            return;
        }
        try (var connection = database.rawConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (id INT PRIMARY KEY)");
            statement.execute("INSERT INTO kept (id) VALUES (1)");
        }
        System.out.println("ready");
        var _ = System.in.read();
        database.close();
    }

    /** Starts it and returns when it has a row in its table, or was refused. */
    static Process start(Path data, boolean diesWithParent) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FolderHolder.class.getName(),
                data.toString(),
                Boolean.toString(diesWithParent)));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("The server process did not start");
        }
        return process;
    }
}
