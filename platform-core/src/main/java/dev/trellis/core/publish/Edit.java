package dev.trellis.core.publish;

import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;

/** One edit of a draft. */
public sealed interface Edit {

    DefinitionKey key();

    /** Puts a definition in, or in the place of the one with its key. */
    record Put(Definition definition) implements Edit {
        @Override
        public DefinitionKey key() {
            return definition.key();
        }
    }

    record Delete(DefinitionKey key) implements Edit {}
}
