package dev.trellis.core.publish;

import dev.trellis.core.metadata.Metadata;

/**
 * Follows a publish, for example to fill a new stored formula of existing records. Found by injection; called outside any
 * unit of work once the new version is live, on one node. After a crash it is called again, so it must be repeatable.
 */
public interface AfterPublish {

    void follow(Metadata before, Metadata after);

    /** Is called where a newer version of the program has changed the tables of what was live already. */
    default void tablesChanged(Metadata live) {}
}
