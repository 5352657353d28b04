package dev.trellis.core.record;

import dev.trellis.core.access.TemporaryGrants;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the engines add to a save; looked up when first needed, because they themselves may call the gate. */
@Singleton
class Extensions {

    private final BeanProvider<RecordRule> rules;
    private final BeanProvider<TemporaryGrants> grants;
    private final AtomicReference<@Nullable Found> found = new AtomicReference<>();

    Extensions(BeanProvider<RecordRule> rules, BeanProvider<TemporaryGrants> grants) {
        this.rules = rules;
        this.grants = grants;
    }

    private record Found(List<RecordRule> rules, List<TemporaryGrants> grants) {}

    List<RecordRule> rules() {
        return found().rules();
    }

    List<TemporaryGrants> grants() {
        return found().grants();
    }

    private Found found() {
        var there = found.get();
        if (there == null) {
            there = new Found(rules.stream().toList(), grants.stream().toList());
            found.set(there);
        }
        return there;
    }
}
