package dev.trellis.core.publish;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import java.util.List;

/**
 * Has a say before a publish, after every check of the metadata itself has passed. Found by injection; called outside any
 * unit of work, so that it may take its time.
 */
public interface BeforePublish {

    /**
     * Returns what keeps {@code after} from going live in the place of {@code before}.
     *
     * @param isInstall whether a package is installed, which must not fail because a machine is busy
     */
    List<Problem> refuse(Metadata before, Metadata after, boolean isInstall);
}
