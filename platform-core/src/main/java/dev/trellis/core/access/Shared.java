package dev.trellis.core.access;

import java.util.Set;

/**
 * The records that were shared by hand with somebody.
 *
 * @param recipients everything the person is, as {@link Recipient} writes it
 * @param forWriting whether only those shared for writing
 */
public record Shared(Set<String> recipients, boolean forWriting) {

    public Shared {
        recipients = Set.copyOf(recipients);
    }
}
