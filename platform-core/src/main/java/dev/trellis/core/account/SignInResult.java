package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.time.Instant;

/** What became of an attempt to sign in to the API. */
public sealed interface SignInResult {

    /**
     * The token is shown this once and never again.
     *
     * @param token the bearer token
     * @param expiresAt when it stops working by itself
     */
    record SignedIn(RecordId user, String token, Instant expiresAt) implements SignInResult {
        @Override
        public String toString() {
            return "SignedIn[user=" + user + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** Nobody is signed in. */
    record Refused(Problem problem) implements SignInResult {}
}
