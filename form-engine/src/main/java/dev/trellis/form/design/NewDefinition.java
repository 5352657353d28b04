package dev.trellis.form.design;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;

/** A recipe for something new about the records of an entity. */
@FunctionalInterface
public interface NewDefinition {

    /** What was made: the draft with it, and its id. */
    record Made(Metadata draft, String id) {}

    /** @param label its name, in at least one language */
    Made make(Metadata draft, String entity, Label label);
}
