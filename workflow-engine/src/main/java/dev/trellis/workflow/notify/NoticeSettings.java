package dev.trellis.workflow.notify;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one person wants to be told. In the application everything appears at once.
 *
 * @param mail whether mails come
 * @param digestAt when the day's mail comes, where it comes once a day
 * @param quietFrom from when on no mail comes; null where mails may come at any time
 * @param quietTo until when
 * @param muted what the person does not want to be told of at all
 */
public record NoticeSettings(
        Mail mail,
        LocalTime digestAt,
        @Nullable LocalTime quietFrom,
        @Nullable LocalTime quietTo,
        Set<NoticeKind> muted) {

    public static final NoticeSettings STANDARD =
            new NoticeSettings(Mail.EACH, LocalTime.of(8, 30), null, null, Set.of());

    public NoticeSettings(
            Mail mail,
            LocalTime digestAt,
            @Nullable LocalTime quietFrom,
            @Nullable LocalTime quietTo,
            Set<NoticeKind> muted) {
        this.mail = mail;
        this.digestAt = digestAt;
        this.quietFrom = quietFrom;
        this.quietTo = quietTo;
        this.muted = Set.copyOf(muted);
    }

    /** When mails come. */
    public enum Mail {
        EACH,
        DIGEST,
        OFF;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns when the mail about something that happens now is to go; empty if none is. */
    public Optional<Instant> mailDue(Instant now, ZoneId zone) {
        var here = now.atZone(zone);
        return switch (mail) {
            case OFF -> Optional.empty();
            case DIGEST -> Optional.of(outOfQuiet(next(here, digestAt)).toInstant());
            case EACH -> Optional.of(outOfQuiet(here).toInstant());
        };
    }

    private ZonedDateTime outOfQuiet(ZonedDateTime at) {
        if (quietFrom == null || quietTo == null || quietFrom.equals(quietTo)) {
            return at;
        }
        var time = at.toLocalTime();
        boolean quiet = quietFrom.isBefore(quietTo)
                ? !time.isBefore(quietFrom) && time.isBefore(quietTo)
                : !time.isBefore(quietFrom) || time.isBefore(quietTo);
        return quiet ? next(at, quietTo) : at;
    }

    private static ZonedDateTime next(ZonedDateTime from, LocalTime time) {
        var today = from.toLocalDate().atTime(time).atZone(from.getZone());
        return today.isAfter(from)
                ? today
                : from.toLocalDate().plusDays(1).atTime(time).atZone(from.getZone());
    }
}
