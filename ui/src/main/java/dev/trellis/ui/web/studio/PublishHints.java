package dev.trellis.ui.web.studio;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** Tells what is odd about a definition that may be published all the same. */
@FunctionalInterface
public interface PublishHints {

    /**
     * Looks at one definition.
     *
     * @param target what would be live
     */
    List<Problem> about(Metadata target, DefinitionKey changed);
}
