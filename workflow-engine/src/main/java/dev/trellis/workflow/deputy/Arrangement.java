package dev.trellis.workflow.deputy;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * A deputy whom somebody has named for now.
 *
 * @param only whether it holds for the one approval alone and not for all
 * @param limit up to which amount of a request the deputy decides, itself included; null for any
 */
public record Arrangement(
        RecordId deputy, boolean only, @Nullable Money limit) {

    /** Says how far a request's amount goes with the limit; within where there is none. */
    Worth.Measured measure(Worth worth) {
        return limit == null ? Worth.Measured.WITHIN : worth.against(limit);
    }
}
