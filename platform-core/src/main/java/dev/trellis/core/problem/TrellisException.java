package dev.trellis.core.problem;

import org.jspecify.annotations.Nullable;

/** A bug or a broken machine, never an expected outcome. */
public final class TrellisException extends RuntimeException {

    public TrellisException(String message) {
        super(message);
    }

    public TrellisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
