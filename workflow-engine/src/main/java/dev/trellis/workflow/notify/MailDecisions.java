package dev.trellis.workflow.notify;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.InboxFolder;
import dev.trellis.workflow.approval.InboxItem;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decisions by a link in a mail. A link stands for one task, one person and the data that the mail showed; it works once and
 * for a week. Looking at it does nothing; deciding needs the data that the reader saw last.
 */
@Singleton
public final class MailDecisions {

    private static final Duration WORKS = Duration.ofDays(7);
    private static final int MOST_TASKS = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<LinkedHashMap<String, String>> SHOWN = new TypeReference<>() {};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UnitOfWork unit;
    private final Sql sql;
    private final DatabaseClock clock;
    private final Approvals approvals;
    private final ActorResolver actors;

    MailDecisions(UnitOfWork unit, Sql sql, DatabaseClock clock, Approvals approvals, ActorResolver actors) {
        this.unit = unit;
        this.sql = sql;
        this.clock = clock;
        this.approvals = approvals;
        this.actors = actors;
    }

    /**
     * What stands behind a link now.
     *
     * @param facts what the task shows the person now, label by label
     * @param changed which of them the mail showed otherwise: label and what it said
     * @param seen stands for the facts; a decision must bring it along
     */
    public record Open(
            Actor.Person person, InboxItem item, Map<String, String> facts, Map<String, String> changed, String seen) {
        public Open {
            facts = new LinkedHashMap<>(facts);
            changed = new LinkedHashMap<>(changed);
        }
    }

    /** The outcome of a decision. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** The link does not work, or not any more. */
        record Gone() implements Outcome {}

        /** What the task shows has changed since the person looked. */
        record Changed() implements Outcome {}

        record Refused(List<Problem> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Makes a link's secret part in the unit of work under way; empty if the task does not wait for the person. */
    Optional<String> issue(Actor.Person person, RecordId task, Locale locale) {
        return item(person, task).map(item -> {
            var bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            var now = clock.instant();
            sql.update(
                    """
                    INSERT INTO t_mail_link (token_hash, task_id, user_id, shown, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    hash(token),
                    task,
                    person.user(),
                    JSON.writeValueAsString(facts(item, locale)),
                    now,
                    now.plus(WORKS));
            return token;
        });
    }

    /** Looks at a link; changes nothing. */
    public Optional<Open> open(String token) {
        return unit.run(() -> link(token).flatMap(this::open));
    }

    /** Decides, if the link still works and the person has seen what there is to see. */
    public Outcome decide(String token, boolean agree, String remark, String seen) {
        return unit.run(() -> {
            var taken = sql.update(
                    "UPDATE t_mail_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?",
                    clock.instant(),
                    hash(token),
                    clock.instant());
            var open = taken == 1 ? find(token).flatMap(this::open) : Optional.<Open>empty();
            if (open.isEmpty()) {
                unit.rollBack();
                return new Outcome.Gone();
            }
            if (!open.get().seen().equals(seen)) {
                unit.rollBack();
                return new Outcome.Changed();
            }
            return decide(open.get(), agree, remark);
        });
    }

    private Outcome decide(Open open, boolean agree, String remark) {
        var task = open.item().task();
        if (task == null) {
            return new Outcome.Gone();
        }
        var result = agree
                ? approvals.agree(open.person(), task, remark, Map.of(), null)
                : approvals.reject(open.person(), task, remark);
        return switch (result) {
            case ApprovalResult.Done _ -> new Outcome.Done();
            case ApprovalResult.Refused(var problems) -> {
                unit.rollBack();
                yield new Outcome.Refused(problems);
            }
            default -> new Outcome.Done();
        };
    }

    private record Link(RecordId task, RecordId user, Map<String, String> shown) {}

    private Optional<Link> link(String token) {
        return sql.one(
                "SELECT task_id, user_id, shown FROM t_mail_link WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?",
                MailDecisions::read,
                hash(token),
                clock.instant());
    }

    private Optional<Link> find(String token) {
        return sql.one(
                "SELECT task_id, user_id, shown FROM t_mail_link WHERE token_hash = ?",
                MailDecisions::read,
                hash(token));
    }

    private static Link read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Link(
                new RecordId(row.getLong(1)), new RecordId(row.getLong(2)), JSON.readValue(row.getString(3), SHOWN));
    }

    private Optional<Open> open(Link link) {
        return actors.person(link.user(), Actor.Via.WEB)
                .flatMap(person -> item(person, link.task()).map(item -> {
                    var facts = facts(item, person.locale());
                    var changed = new LinkedHashMap<String, String>();
                    facts.forEach((label, text) -> {
                        var before = link.shown().getOrDefault(label, "");
                        if (!before.equals(text)) {
                            changed.put(label, before);
                        }
                    });
                    return new Open(person, item, facts, changed, hash(JSON.writeValueAsString(facts)));
                }));
    }

    Optional<InboxItem> item(Actor.Person person, RecordId task) {
        for (int offset = 0; offset < MOST_TASKS; offset += 100) {
            var page = approvals.inbox(person, InboxFolder.TODO, offset, 100);
            var found = page.items().stream()
                    .filter(item -> task.equals(item.task()))
                    .findFirst();
            if (found.isPresent() || page.items().isEmpty()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The title and the summary, as the person reads them. */
    static Map<String, String> facts(InboxItem item, Locale locale) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("", item.title());
        var labels = new ArrayList<>(item.summary());
        labels.forEach(fact -> facts.put(fact.label().text(locale), fact.text()));
        return facts;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
