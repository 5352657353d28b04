package dev.trellis.core.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A person's credentials. */
@MappedEntity("t_account")
record Account(
        @Id long userId,
        String login,
        String loginKey,
        String passwordHash,
        String language,
        boolean active,
        Instant createdAt,
        Instant changedAt) {

    @Override
    public String toString() {
        return "Account[" + userId + ", " + login + "]";
    }
}
