package dev.trellis.workflow.notify;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the mails that are due: one for each person with everything that is due by then. */
@Singleton
final class Mails implements RecurringJob {

    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);
    private static final Actor DIRECTORY = new Actor.Platform(Actor.Purpose.DIRECTORY);
    private static final String ADDRESS = "email";
    private static final int MOST = 50;
    private static final int KEPT_DAYS = 180;

    private final UnitOfWork unit;
    private final NoticeStore store;
    private final Notifications notifications;
    private final MailDecisions decisions;
    private final Channels channels;
    private final ActorResolver actors;
    private final Records records;
    private final LiveMetadata live;
    private final RecordIds ids;
    private final String url;
    private boolean warned;

    Mails(
            UnitOfWork unit,
            NoticeStore store,
            Notifications notifications,
            MailDecisions decisions,
            Channels channels,
            ActorResolver actors,
            Records records,
            LiveMetadata live,
            RecordIds ids,
            @Value("${trellis.url:http://127.0.0.1:8080}") String url) {
        this.unit = unit;
        this.store = store;
        this.notifications = notifications;
        this.decisions = decisions;
        this.channels = channels;
        this.actors = actors;
        this.records = records;
        this.live = live;
        this.ids = ids;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public String id() {
        return "notification-mails";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofSeconds(15));
    }

    @Override
    public void run(JobRun run) {
        run(run.now(), run::step);
    }

    /** Writes what is due at a moment. */
    void run(Instant now, Consumer<Runnable> steps) {
        steps.accept(() -> store.sweep(KEPT_DAYS));
        if (!channels.isConfigured(MailServer.ID)) {
            if (!warned && unit.run(store::waitingMails) > 0) {
                warned = true;
                LOG.warn("Notifications wait for a mail server: set trellis.mail.host and trellis.mail.from");
            }
            return;
        }
        for (var user : unit.run(() -> store.mailDue(now, 500))) {
            steps.accept(() -> mail(user, now));
        }
    }

    private void mail(RecordId user, Instant now) {
        var rows = store.takeForMail(user, now, MOST);
        var person = actors.person(user, Actor.Via.WEB);
        var address = address(user);
        if (rows.isEmpty() || person.isEmpty() || address.isEmpty()) {
            return;
        }
        var unread = rows.stream().filter(row -> !row.read()).toList();
        if (!unread.isEmpty()) {
            channels.send(MailServer.ID, message(person.get(), address.get(), unread));
        }
    }

    private Message message(Actor.Person person, String address, List<NoticeRow> rows) {
        var locale = person.locale();
        var notices = notifications.shown(person, rows);
        var workspace = live.current().workspace().label().text(locale);
        var subject = notices.size() == 1
                ? notices.getFirst().text()
                : Messages.text("notice.mail.several", locale, Map.of("count", notices.size()));
        var lines = new ArrayList<String>();
        lines.add(Messages.text("notice.mail.hello", locale, Map.of("name", person.name())));
        lines.add("");
        for (var notice : notices) {
            lines.add("• " + notice.text());
            if (!notice.path().isEmpty()) {
                lines.add("  " + url + "/" + notice.path());
            }
            decision(person, notice).ifPresent(lines::addAll);
            lines.add("");
        }
        lines.add(Messages.text("notice.mail.foot", locale, Map.of("workspace", workspace, "url", url)));
        return new Message(ids.next().toString(), address, "[" + workspace + "] " + subject, String.join("\n", lines));
    }

    /** What is to be decided, and the link that decides it. */
    private Optional<List<String>> decision(Actor.Person person, Notice notice) {
        if (notice.task() == null) {
            return Optional.empty();
        }
        var locale = person.locale();
        var task = notice.task();
        return decisions
                .item(person, task)
                .flatMap(item -> decisions.issue(person, task, locale).map(token -> {
                    var lines = new ArrayList<String>();
                    MailDecisions.facts(item, locale).forEach((label, text) -> {
                        if (!label.isEmpty() && !text.isEmpty()) {
                            lines.add("    " + label + Messages.text("notice.mail.colon", locale) + text);
                        }
                    });
                    lines.add("  " + Messages.text("notice.mail.decide", locale) + " " + url + "/decide/" + token);
                    return lines;
                }));
    }

    private Optional<String> address(RecordId user) {
        if (live.current()
                .entity("user")
                .flatMap(entity -> entity.field(ADDRESS))
                .isEmpty()) {
            return Optional.empty();
        }
        return records.find(DIRECTORY, "user", user, Set.of(ADDRESS)) instanceof FindResult.Found(var record)
                ? Optional.ofNullable(record.value(ADDRESS)).map(Object::toString)
                : Optional.empty();
    }
}
