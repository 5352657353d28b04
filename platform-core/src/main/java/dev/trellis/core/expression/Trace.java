package dev.trellis.core.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what every part of an evaluation gave, for people who ask why. */
final class Trace {

    private static final int MAX_PARTS = 2_000;

    private final String source;
    private final Deque<List<Explanation>> open = new ArrayDeque<>();
    private int parts;

    Trace(String source) {
        this.source = source;
        open.push(new ArrayList<>());
    }

    void open() {
        open.push(new ArrayList<>());
    }

    void close(Expression part, @Nullable Object value) {
        var inner = open.pop();
        if (++parts <= MAX_PARTS) {
            open.element().add(new Explanation(part.span().of(source), Evaluator.outcome(value, source), inner));
        }
    }

    Explanation whole() {
        return open.element().getFirst();
    }
}
