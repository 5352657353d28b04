package dev.trellis.core.expression;

import java.util.List;

/**
 * One part of an evaluated expression with its value.
 *
 * @param text the part as it stands in the source
 * @param parts those that were evaluated; lazily skipped ones are missing
 */
public record Explanation(String text, Outcome outcome, List<Explanation> parts) {
    public Explanation {
        parts = List.copyOf(parts);
    }
}
