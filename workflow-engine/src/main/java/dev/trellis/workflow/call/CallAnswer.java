package dev.trellis.workflow.call;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of asking something outside. */
public sealed interface CallAnswer {

    /** It answered; the node's results take what they need of the values. */
    record Done(Map<String, @Nullable Object> values) implements CallAnswer {
        public Done(Map<String, @Nullable Object> values) {
            this.values = Collections.unmodifiableMap(new HashMap<>(values));
        }
    }

    /** The answer comes later, through {@code FlowCalls.answer}; or never, then the node's time-out applies. */
    record Later() implements CallAnswer {}

    /**
     * It failed.
     *
     * @param why for the log and the administrators; no more than they may know
     * @param isWorthAnotherTry whether to ask again in a while, until the time-out
     */
    record Failed(String why, boolean isWorthAnotherTry) implements CallAnswer {}
}
