package dev.trellis.core.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kinds of administrative actions are kept. */
public enum AdminAction {
    PUBLISHED,
    ROLE_ASSIGNED,
    ROLE_WITHDRAWN,
    SHARED,
    UNSHARED,
    TOKEN_CREATED,
    TOKEN_REVOKED,
    DEPUTY_CHANGED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    HANDED_OVER;

    /** The name in JSON and addresses: {@code role_assigned}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AdminAction> of(String key) {
        return Arrays.stream(values())
                .filter(action -> action.key().equals(key))
                .findFirst();
    }
}
