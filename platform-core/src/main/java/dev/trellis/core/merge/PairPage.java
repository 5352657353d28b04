package dev.trellis.core.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some pairs of an entity.
 *
 * @param next where the following ones begin; null at the end
 */
public record PairPage(List<DuplicatePair> pairs, @Nullable String next) {
    public PairPage {
        pairs = List.copyOf(pairs);
    }
}
