package dev.trellis.core.database;

import java.nio.file.Path;

/** Which database a node works on. */
public sealed interface DatabaseSettings {

    /** How many connections a node holds at most. */
    int DEFAULT_CONNECTIONS = 40;

    /** How many connections this node holds at most. */
    int connections();

    /**
     * The embedded server with its own data folder.
     *
     * @param data the folder of this workspace: lock, password and database files
     * @param binaries the folder that keeps the unpacked server for all workspaces of this machine
     */
    record Embedded(Path data, Path binaries, int connections) implements DatabaseSettings {

        /** Returns the settings for a data folder, with the server unpacked below the user's home. */
        public static Embedded in(Path data) {
            return new Embedded(data, home(), DEFAULT_CONNECTIONS);
        }

        /** Returns the folder below the user's home where Trellis keeps what it shares between workspaces. */
        public static Path home() {
            return Path.of(System.getProperty("user.home"), ".trellis");
        }
    }

    /**
     * A server that somebody else runs; the schema exists.
     *
     * @param url {@code jdbc:mysql://host:port/schema} or the same with {@code mysql:} or {@code mariadb:}; user and
     *     password may stand in it
     * @param user the user, empty where the URL names one
     */
    record External(String url, String user, String password, int connections) implements DatabaseSettings {

        public static External at(String url) {
            return new External(url, "", "", DEFAULT_CONNECTIONS);
        }

        @Override
        public String toString() {
            return "External[" + Endpoint.withoutSecrets(url) + "]";
        }
    }
}
