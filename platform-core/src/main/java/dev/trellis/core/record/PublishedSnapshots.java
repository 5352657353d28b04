package dev.trellis.core.record;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.publish.LiveMetadata;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;

/** Finds the published metadata where publishing keeps it. */
@Secondary
@Singleton
final class PublishedSnapshots implements Snapshots {

    private final LiveMetadata live;

    PublishedSnapshots(LiveMetadata live) {
        this.live = live;
    }

    @Override
    public Metadata current() {
        return live.current();
    }

    @Override
    public Metadata confirmed() {
        return live.refresh();
    }
}
