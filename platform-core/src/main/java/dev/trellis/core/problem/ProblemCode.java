package dev.trellis.core.problem;

/**
 * Names a kind of expected trouble. The key finds the text in the message files of the module that declares it
 * ({@code trellis/messages/<module>.<locale>.properties}); the category decides how an interface answers.
 *
 * @param key upper-case words joined by underscores, stable for API clients
 * @param category who can do something about it
 */
public record ProblemCode(String key, Category category) {

    /** Who can do something about a problem; maps one to one to an answer of the REST API. */
    public enum Category {
        /** The request cannot be read (400). */
        MALFORMED,
        /** A rule refuses what was given (422). */
        INVALID,
        /** Somebody else's change came first, or the state does not allow it (409). */
        CONFLICT,
        /** The version given is not the stored one (412). */
        STALE,
        /** No right (403). */
        DENIED,
        /** It does not exist for this caller (404). */
        NOT_FOUND,
        /** Locked by a running approval (423). */
        LOCKED,
        /** Something that this depends on does not answer; it may come again (503). */
        UNAVAILABLE,
        /** A bug or a broken machine (500). */
        INTERNAL
    }

    public static ProblemCode malformed(String key) {
        return new ProblemCode(key, Category.MALFORMED);
    }

    public static ProblemCode invalid(String key) {
        return new ProblemCode(key, Category.INVALID);
    }

    public static ProblemCode conflict(String key) {
        return new ProblemCode(key, Category.CONFLICT);
    }

    public static ProblemCode stale(String key) {
        return new ProblemCode(key, Category.STALE);
    }

    public static ProblemCode denied(String key) {
        return new ProblemCode(key, Category.DENIED);
    }

    public static ProblemCode notFound(String key) {
        return new ProblemCode(key, Category.NOT_FOUND);
    }

    public static ProblemCode locked(String key) {
        return new ProblemCode(key, Category.LOCKED);
    }

    public static ProblemCode unavailable(String key) {
        return new ProblemCode(key, Category.UNAVAILABLE);
    }
}
