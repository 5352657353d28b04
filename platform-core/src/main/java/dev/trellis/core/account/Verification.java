package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;

/** What a check of login and password says. */
public sealed interface Verification {

    record Verified(RecordId user) implements Verification {}

    record Refused(Problem problem) implements Verification {}
}
