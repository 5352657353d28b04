package dev.trellis.ui.api;

import dev.trellis.core.problem.Problem;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits the calls that one address makes to one rule, apart from the limit that every call has: a sender in a loop keeps
 * neither other senders nor other rules waiting. Each node counts for itself.
 */
@Singleton
public final class InboundRate {

    private static final String DEFAULT = "600";

    private final Buckets calls;

    @Inject
    InboundRate(@Property(name = "trellis.inbound.calls-per-minute", defaultValue = DEFAULT) int perMinute) {
        this(perMinute, System::nanoTime);
    }

    InboundRate(int perMinute, LongSupplier nanoseconds) {
        calls = new Buckets(perMinute, nanoseconds);
    }

    /** Counts a call; returns the answer to one too many, which says when to come again. */
    public Optional<ApiResponse> refusal(String rule, String address) {
        var wait = calls.take(rule + " " + address);
        return wait.isEmpty()
                ? Optional.empty()
                : Optional.of(ApiResponse.refused(
                                429,
                                Problem.at("", ApiProblems.TOO_MANY_REQUESTS).with("seconds", wait.getAsLong()))
                        .with("Retry-After", String.valueOf(wait.getAsLong())));
    }
}
