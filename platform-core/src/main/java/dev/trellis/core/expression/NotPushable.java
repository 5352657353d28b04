package dev.trellis.core.expression;

/** Ends a rendering that cannot be: the database has no exact counterpart, or the text would grow too long. */
final class NotPushable extends RuntimeException {

    NotPushable(String reason) {
        super(reason, null, false, false);
    }
}
