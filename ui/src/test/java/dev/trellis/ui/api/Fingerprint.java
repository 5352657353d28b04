package dev.trellis.ui.api;

import dev.trellis.core.database.Database;
import dev.trellis.ui.LiveTrellis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the database of the {@link LiveTrellis} holds: the sum of the checksums of every table's rows,
 * whatever their order. Equal before and after a call means that the call has committed nothing. (A change of tables
 * would show in the journal of publish runs, which is among them.)
 */
public record Fingerprint(Map<String, String> tables) {

    /**
     * What changes whether somebody is refused or not: signs of life, sign-ins, the last use of a token, and numbers that
     * were drawn and may leave gaps; how often fields were asked for is written down from time to time.
     */
    private static final Set<String> LEFT_OUT =
            Set.of("t_node", "t_session", "t_api_token", "t_sign_in_throttle", "t_number_counter", "t_field_use");

    public static Fingerprint take() {
        try (var connection =
                LiveTrellis.get().context().getBean(Database.class).rawConnection()) {
            return new Fingerprint(read(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> read(Connection connection) throws SQLException {
        var tables = new TreeMap<String, String>();
        try (var statement = connection.createStatement()) {
            var found = statement.executeQuery("""
                    SELECT table_name FROM information_schema.tables
                    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
                    ORDER BY table_name
                    """);
            var names = new ArrayList<String>();
            while (found.next()) {
                if (!LEFT_OUT.contains(found.getString(1))) {
                    names.add(found.getString(1));
                }
            }
            var checksums = statement.executeQuery("CHECKSUM TABLE `" + String.join("`, `", names) + "`");
            for (int i = 0; checksums.next(); i++) {
                tables.put(names.get(i), String.valueOf(checksums.getString(2)));
            }
        }
        return tables;
    }
}
