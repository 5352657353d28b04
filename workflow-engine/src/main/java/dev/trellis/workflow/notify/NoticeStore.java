package dev.trellis.workflow.notify;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps notices and how people want them. */
@Singleton
class NoticeStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    private static final String COLUMNS =
            "SELECT id, user_id, kind, facts, entity, record_id, task_id, created_at, read_at FROM t_notification ";

    private final Sql sql;
    private final RecordIds ids;

    NoticeStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    void insert(
            RecordId user,
            NoticeKind kind,
            Map<String, String> facts,
            String entity,
            @Nullable RecordId record,
            @Nullable RecordId task,
            Instant now,
            @Nullable Instant mailDue) {
        sql.update(
                """
                INSERT INTO t_notification (id, user_id, kind, facts, entity, record_id, task_id, created_at, mail_due)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, ids.next(), user, kind.key(), JSON.writeValueAsString(facts), entity, record, task, now, mailDue);
    }

    List<NoticeRow> list(RecordId user, boolean unreadOnly, @Nullable RecordId before, int limit) {
        return sql.list(
                COLUMNS + "WHERE user_id = ? AND (? OR read_at IS NULL) AND id < ? ORDER BY id DESC LIMIT ?",
                NoticeStore::row,
                user,
                !unreadOnly,
                before == null ? Long.MAX_VALUE : before.value(),
                limit);
    }

    int unread(RecordId user) {
        return sql.one(
                        "SELECT COUNT(*) FROM t_notification WHERE user_id = ? AND read_at IS NULL",
                        row -> row.getInt(1),
                        user)
                .orElse(0);
    }

    boolean read(RecordId user, RecordId id) {
        return sql.update(
                        "UPDATE t_notification SET read_at = COALESCE(read_at, UTC_TIMESTAMP(6)) WHERE user_id = ? AND id = ?",
                        user,
                        id)
                == 1;
    }

    void readAll(RecordId user) {
        sql.update("UPDATE t_notification SET read_at = UTC_TIMESTAMP(6) WHERE user_id = ? AND read_at IS NULL", user);
    }

    /** Whoever has decided a task need not be told of it any more. */
    void readTask(RecordId user, RecordId task) {
        sql.update("""
                UPDATE t_notification SET read_at = UTC_TIMESTAMP(6), mailed_at = COALESCE(mailed_at, UTC_TIMESTAMP(6))
                WHERE user_id = ? AND task_id = ? AND read_at IS NULL
                """, user, task);
    }

    /** The youngest notice of everybody after an id, for open pages. */
    List<NoticeRow> after(long id, int limit) {
        return sql.list(COLUMNS + "WHERE id > ? ORDER BY id LIMIT ?", NoticeStore::row, id, limit);
    }

    long newest() {
        return sql.one("SELECT COALESCE(MAX(id), 0) FROM t_notification", row -> row.getLong(1))
                .orElse(0L);
    }

    List<RecordId> mailDue(Instant now, int limit) {
        return sql.list(
                "SELECT DISTINCT user_id FROM t_notification WHERE mailed_at IS NULL AND mail_due <= ? LIMIT ?",
                row -> new RecordId(row.getLong(1)),
                now,
                limit);
    }

    /** Takes what is to be mailed to a person; nobody else gets it. */
    List<NoticeRow> takeForMail(RecordId user, Instant now, int limit) {
        var rows = sql.list(
                COLUMNS + "WHERE user_id = ? AND mailed_at IS NULL AND mail_due <= ? ORDER BY id LIMIT ? FOR UPDATE",
                NoticeStore::row,
                user,
                now,
                limit);
        rows.forEach(
                row -> sql.update("UPDATE t_notification SET mailed_at = UTC_TIMESTAMP(6) WHERE id = ?", row.id()));
        return rows;
    }

    long waitingMails() {
        return sql.one(
                        "SELECT COUNT(*) FROM t_notification WHERE mailed_at IS NULL AND mail_due IS NOT NULL",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    void sweep(int days) {
        sql.update("DELETE FROM t_notification WHERE created_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6))", -days);
        sql.update("DELETE FROM t_mail_link WHERE expires_at < TIMESTAMPADD(DAY, -30, UTC_TIMESTAMP(6))");
    }

    NoticeSettings settings(RecordId user) {
        return sql.one(
                        "SELECT mail, digest_at, quiet_from, quiet_to, muted FROM t_notification_setting"
                                + " WHERE user_id = ?",
                        NoticeStore::settings,
                        user)
                .orElse(NoticeSettings.STANDARD);
    }

    void settings(RecordId user, NoticeSettings settings) {
        sql.update(
                """
                INSERT INTO t_notification_setting (user_id, mail, digest_at, quiet_from, quiet_to, muted)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE mail = VALUES(mail), digest_at = VALUES(digest_at),
                    quiet_from = VALUES(quiet_from), quiet_to = VALUES(quiet_to), muted = VALUES(muted)
                """,
                user,
                settings.mail().key(),
                settings.digestAt().toString(),
                settings.quietFrom() == null ? "" : settings.quietFrom().toString(),
                settings.quietTo() == null ? "" : settings.quietTo().toString(),
                settings.muted().stream().map(NoticeKind::key).sorted().collect(Collectors.joining(",")));
    }

    private static NoticeSettings settings(ResultSet row) throws SQLException {
        return new NoticeSettings(
                NoticeSettings.Mail.valueOf(row.getString("mail").toUpperCase(java.util.Locale.ROOT)),
                LocalTime.parse(row.getString("digest_at")),
                time(row.getString("quiet_from")),
                time(row.getString("quiet_to")),
                Arrays.stream(row.getString("muted").split(","))
                        .flatMap(key -> NoticeKind.of(key).stream())
                        .collect(Collectors.toSet()));
    }

    private static @Nullable LocalTime time(String text) {
        return text.isEmpty() ? null : LocalTime.parse(text);
    }

    private static NoticeRow row(ResultSet row) throws SQLException {
        return new NoticeRow(
                new RecordId(row.getLong("id")),
                new RecordId(row.getLong("user_id")),
                NoticeKind.of(row.getString("kind")).orElse(NoticeKind.RULE),
                JSON.readValue(row.getString("facts"), FACTS),
                row.getString("entity"),
                id(row, "record_id").orElse(null),
                id(row, "task_id").orElse(null),
                Sql.instant(row, "created_at"),
                Sql.optionalInstant(row, "read_at").isPresent());
    }

    private static Optional<RecordId> id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return id == 0 ? Optional.empty() : Optional.of(new RecordId(id));
    }
}
