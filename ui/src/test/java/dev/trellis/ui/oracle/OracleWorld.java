package dev.trellis.ui.oracle;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.TestDatabase;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.Settings;
import dev.trellis.ui.Trellis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A small company with a server of its own, made for an oracle: every statement is heard, every person has a token. */
final class OracleWorld implements AutoCloseable {

    private static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final TestDatabase.Schema schema;
    private final Trellis trellis;
    private final Records records;
    private final Map<String, RecordId> ids = new HashMap<>();

    private OracleWorld(String name, TestDatabase.Schema schema, Trellis trellis) {
        this.name = name;
        this.schema = schema;
        this.trellis = trellis;
        this.records = trellis.context().getBean(Records.class);
    }

    /** Starts a server and publishes the company's metadata with these roles. */
    static OracleWorld start(String name, List<ObjectNode> roles) {
        return start(name, roles, definitions());
    }

    /** As the other, with more definitions than the company has. */
    static OracleWorld start(String name, List<ObjectNode> roles, ObjectNode metadata) {
        // Background work would be among the statements of a refused call.
        System.setProperty("trellis.jobs.run", "false");
        var schema = TestDatabase.get().freshSchema();
        var folder = Path.of("target", "oracle-" + name);
        var trellis =
                Trellis.start(new Settings(0, "127.0.0.1", folder, Optional.empty(), false, "none"), schema.tapped());
        var world = new OracleWorld(name, schema, trellis);
        roles.forEach(metadata.withArray("role")::add);
        var published = trellis.context()
                .getBean(Publisher.class)
                .install(new Actor.Platform(Actor.Purpose.INSTALL), SampleMetadata.definitions(metadata), "oracle");
        if (!(published instanceof PublishResult.Published)) {
            throw new IllegalStateException(published.toString());
        }
        return world;
    }

    static ObjectNode definitions() {
        try (var stream = OracleWorld.class.getClassLoader().getResourceAsStream("oracle-world.json")) {
            return (ObjectNode) JSON.readTree(java.util.Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return trellis.address() + "/api/v1";
    }

    Trellis trellis() {
        return trellis;
    }

    String schemaName() {
        return schema.name();
    }

    /** The address of the schema, for a server in a process of its own. */
    String databaseUrl() {
        return schema.url();
    }

    /** Makes a record past every right, under a name of its own. */
    RecordId make(String key, String entity, Map<String, ? extends @Nullable Object> values) {
        var made = new HashMap<String, @Nullable Object>(values);
        var result = records.save(INSTALL, new Change.Create(entity, made));
        if (!(result instanceof SaveResult.Saved(var id, var ignored, var warnings))) {
            throw new IllegalStateException(key + ": " + result);
        }
        ids.put(key, id);
        return id;
    }

    void change(String entity, RecordId id, int version, Map<String, ? extends @Nullable Object> values) {
        var result = records.save(INSTALL, new Change.Update(entity, id, version, new HashMap<>(values)));
        if (!(result instanceof SaveResult.Saved)) {
            throw new IllegalStateException(result.toString());
        }
    }

    void delete(String entity, RecordId id, int version) {
        var result = records.save(INSTALL, new Change.Delete(entity, id, version));
        if (!(result instanceof SaveResult.Saved)) {
            throw new IllegalStateException(result.toString());
        }
    }

    RecordId id(String key) {
        return java.util.Objects.requireNonNull(ids.get(key), key);
    }

    Map<String, RecordId> ids() {
        return ids;
    }

    /** Makes a person with roles, without a password, and returns the token. */
    String person(String key, @Nullable RecordId department, String... roles) {
        var values = new HashMap<String, @Nullable Object>(Map.of("name", key));
        values.put("primary_department", department);
        var user = make(key, "user", values);
        for (var role : roles) {
            trellis.context().getBean(RoleAssignments.class).assign(Principal.user(user), role);
        }
        var token = "trellis_" + name + "_" + key + "_" + user;
        try (var connection = trellis.context().getBean(Database.class).rawConnection()) {
            try (var account = connection.prepareStatement("""
                    INSERT INTO t_account
                        (user_id, login, login_key, password_hash, language, active, created_at, changed_at)
                    VALUES (?, ?, ?, '-', 'en', TRUE, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
                    """)) {
                account.setLong(1, user.value());
                account.setString(2, key);
                account.setString(3, key);
                account.executeUpdate();
            }
            try (var issued = connection.prepareStatement("""
                    INSERT INTO t_api_token
                        (id, token_hash, user_id, kind, label, created_at, expires_at, last_used_at)
                    VALUES (?, ?, ?, 'SESSION', 'oracle', UTC_TIMESTAMP(6), '2099-01-01', '2098-01-01')
                    """)) {
                issued.setLong(1, user.value());
                issued.setString(2, sha256(token));
                issued.setLong(3, user.value());
                issued.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return token;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        trellis.close();
        schema.close();
    }
}
