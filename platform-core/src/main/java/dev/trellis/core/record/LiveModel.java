package dev.trellis.core.record;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The published snapshot, prepared once per version. */
@Singleton
class LiveModel {

    private final Snapshots snapshots;
    private final AtomicReference<@Nullable Model> prepared = new AtomicReference<>();

    LiveModel(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    Model current() {
        return model(snapshots.current());
    }

    /** As {@link #current()}, certain to be live in the unit of work under way. */
    Model confirmed() {
        return model(snapshots.confirmed());
    }

    private Model model(dev.trellis.core.metadata.Metadata metadata) {
        var model = prepared.get();
        if (model == null || !model.metadata().equals(metadata)) {
            model = new Model(metadata);
            prepared.set(model);
        }
        return model;
    }
}
