package dev.trellis.core.record;

import dev.trellis.core.metadata.Metadata;

/** Where the gate finds the published metadata. */
interface Snapshots {

    /** Returns the snapshot this node works with. */
    Metadata current();

    /** Returns the snapshot that is live in the unit of work under way, reloading it where another node published. */
    Metadata confirmed();
}
