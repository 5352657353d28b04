package dev.trellis.core.schema;

import dev.trellis.core.field.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * One journaled attempt to bring a set of definitions live.
 *
 * @param base the version that was live when it began
 * @param token the fencing token of whoever goes on with it; a higher one has taken it over
 * @param by the person, or null for the platform
 */
public record PublishRun(
        RecordId id,
        int base,
        State state,
        int token,
        String comment,
        @Nullable RecordId by,
        String byName) {

    /** How far a run is. */
    public enum State {
        /** The tables are being changed; the old version is live. */
        TABLES,
        /** The new version is live; what follows a publish is under way. */
        LIVE,
        DONE,
        /** Given up before anything went live. */
        FAILED
    }

    PublishRun taken(int higher) {
        return new PublishRun(id, base, state, higher, comment, by, byName);
    }

    public PublishRun in(State reached) {
        return new PublishRun(id, base, reached, token, comment, by, byName);
    }
}
