package dev.trellis.core.record;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The published snapshot, prepared once per version. */
@Singleton
class LiveModel {

    private final LiveMetadata live;
    private final AtomicReference<@Nullable Model> prepared = new AtomicReference<>();

    LiveModel(LiveMetadata live) {
        this.live = live;
    }

    Model current() {
        return model(live.current());
    }

    /** As {@link #current()}, certain to be live in the unit of work under way. */
    Model confirmed() {
        return model(live.refresh());
    }

    private Model model(Metadata metadata) {
        var model = prepared.get();
        if (model == null || !model.metadata().equals(metadata)) {
            model = new Model(metadata);
            prepared.set(model);
        }
        return model;
    }
}
