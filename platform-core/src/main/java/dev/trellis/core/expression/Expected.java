package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import org.jspecify.annotations.Nullable;

/** What the place of an expression wants of its result; a {@code null} type means anything. */
public record Expected(@Nullable ValueType type) {

    public static final Expected ANY = new Expected(null);

    /** A condition: filter, rule, branch. */
    public static final Expected BOOLEAN = new Expected(ValueType.BOOL);

    public static final Expected NUMBER = new Expected(ValueType.NUMBER);

    public static Expected of(ValueType type) {
        return new Expected(type);
    }
}
