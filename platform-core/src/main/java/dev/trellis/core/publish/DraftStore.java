package dev.trellis.core.publish;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Keeps the drafts, one per person. Every call needs a unit of work. */
@Singleton
final class DraftStore {

    private final Sql sql;
    private final MetadataJson json;

    DraftStore(Sql sql, MetadataJson json) {
        this.sql = sql;
        this.json = json;
    }

    Optional<Draft> find(RecordId user) {
        return sql.one("SELECT base_version FROM t_draft WHERE user_id = ?", row -> row.getInt("base_version"), user)
                .map(base -> new Draft(base, sql.list("""
                                SELECT kind, definition_id, body
                                FROM t_draft_edit
                                WHERE user_id = ?
                                ORDER BY position
                                """, this::edit, user)));
    }

    void save(RecordId user, Draft draft) {
        delete(user);
        sql.update(
                "INSERT INTO t_draft (user_id, base_version, changed_at) VALUES (?, ?, UTC_TIMESTAMP(6))",
                user,
                draft.base());
        for (int i = 0; i < draft.edits().size(); i++) {
            var edit = draft.edits().get(i);
            sql.update(
                    "INSERT INTO t_draft_edit (user_id, position, kind, definition_id, body) VALUES (?, ?, ?, ?, ?)",
                    user,
                    i,
                    edit.key().kind().key(),
                    edit.key().id(),
                    switch (edit) {
                        case Edit.Put(var definition) -> json.text(definition);
                        case Edit.Delete _ -> null;
                    });
        }
    }

    void delete(RecordId user) {
        sql.update("DELETE FROM t_draft_edit WHERE user_id = ?", user);
        sql.update("DELETE FROM t_draft WHERE user_id = ?", user);
    }

    private Edit edit(ResultSet row) throws SQLException {
        var kind = Kind.of(row.getString("kind"))
                .orElseThrow(() -> new TrellisException("A draft has a kind that does not exist"));
        var body = row.getString("body");
        if (body == null) {
            return new Edit.Delete(new DefinitionKey(kind, row.getString("definition_id")));
        }
        return switch (json.reopen(kind, body)) {
            case MetadataJson.Reading.Read(var definition) -> new Edit.Put(definition);
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("A draft cannot be read: " + problems);
        };
    }
}
