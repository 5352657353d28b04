package dev.trellis.ui.web.field;

import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.Metadata;
import java.util.function.Supplier;

/**
 * What the editors of property panels choose from.
 *
 * @param metadata the snapshot or draft that is being designed, at this moment
 */
public record PanelSource(FieldTypes types, Supplier<Metadata> metadata) {}
