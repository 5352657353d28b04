package dev.trellis.workflow.approval;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody stands in for a person who is away. */
public record Deputy(RecordId id, Terms terms) {

    /**
     * What the person wants.
     *
     * @param approval the only approval for which it holds, or null for all
     * @param limit up to which amount of a request, itself included; null for any
     * @param takesOpen whether what waits for the person when the time begins goes along
     */
    public record Terms(
            RecordId deputy,
            @Nullable String approval,
            Instant from,
            Instant until,
            @Nullable Money limit,
            boolean takesOpen) {

        public Terms(RecordId deputy, @Nullable String approval, Instant from, Instant until) {
            this(deputy, approval, from, until, null, false);
        }
    }

    public RecordId deputy() {
        return terms.deputy();
    }

    public @Nullable String approval() {
        return terms.approval();
    }

    public Instant from() {
        return terms.from();
    }

    public Instant until() {
        return terms.until();
    }

    public @Nullable Money limit() {
        return terms.limit();
    }
}
