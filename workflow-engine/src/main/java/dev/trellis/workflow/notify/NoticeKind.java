package dev.trellis.workflow.notify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people are told about. */
public enum NoticeKind {
    /** Somebody is asked to decide. */
    TASK,
    /** Somebody is asked again, by a person or by the time limit. */
    URGED,
    /** Somebody is told of a request. */
    COPIED,
    APPROVED,
    REJECTED,
    RETURNED,
    WITHDRAWN,
    SUSPENDED,
    CANCELLED,
    /** A record was left alone for some days. */
    IDLE,
    /** A record goes back into its pool soon. */
    POOL_WARNED,
    /** A record went back into its pool. */
    POOL_TAKEN,
    /** A rule says so, in its own words. */
    RULE;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<NoticeKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(NoticeKind::key).toList();
    }
}
