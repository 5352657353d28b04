package dev.trellis.core.expression;

import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One function of the language: how it is called, typed, computed and, where it can be, rendered to SQL.
 *
 * @param name in capitals
 * @param aliases further names
 * @param signature as people read it: {@code ROUND(number, digits = 0)}
 * @param sql null where the database cannot do the same exactly
 */
record ExpressionFunction(
        String name,
        List<String> aliases,
        String signature,
        Label doc,
        Typing typing,
        Body body,
        @Nullable SqlBody sql,
        Set<Trait> traits) {

    /** What a caller must know of a function. */
    enum Trait {
        /** Arguments may run over child rows. */
        AGGREGATE,
        /** The value depends on the clock or the person. */
        VOLATILE,
        /** Reads more of the record than its arguments. */
        READS_RECORD
    }

    ExpressionFunction {
        aliases = List.copyOf(aliases);
        traits = Set.copyOf(traits);
    }

    static ExpressionFunction of(String signature, Label doc, Typing typing, Body body) {
        var name = signature.substring(0, signature.indexOf('('));
        return new ExpressionFunction(name, List.of(), signature, doc, typing, body, null, Set.of());
    }

    ExpressionFunction alias(String... more) {
        var all = new ArrayList<>(aliases);
        all.addAll(List.of(more));
        return new ExpressionFunction(name, all, signature, doc, typing, body, sql, traits);
    }

    ExpressionFunction sql(SqlBody rendering) {
        return new ExpressionFunction(name, aliases, signature, doc, typing, body, rendering, traits);
    }

    ExpressionFunction trait(Trait first, Trait... more) {
        return new ExpressionFunction(name, aliases, signature, doc, typing, body, sql, EnumSet.of(first, more));
    }

    boolean isAggregate() {
        return traits.contains(Trait.AGGREGATE);
    }

    boolean isVolatile() {
        return traits.contains(Trait.VOLATILE);
    }

    boolean readsRecord() {
        return traits.contains(Trait.READS_RECORD);
    }

    /** Computes a call; evaluates of its arguments what it needs. */
    interface Body {

        /** Returns the value, {@code null} for blank, or an {@link ErrorValue}. */
        @Nullable
        Object apply(Arguments arguments);

        /** Evaluates all arguments first; the first error among them is the result. */
        static Body strict(Strict body) {
            return arguments -> {
                var values = new ArrayList<@Nullable Object>(arguments.size());
                for (int i = 0; i < arguments.size(); i++) {
                    var value = arguments.value(i);
                    if (value instanceof ErrorValue) {
                        return value;
                    }
                    values.add(value);
                }
                return body.apply(new Given(values), arguments);
            };
        }

        /** As {@link #strict}, and blank where any argument given is blank. */
        static Body orBlank(Strict body) {
            return strict((values, arguments) -> values.hasBlank() ? null : body.apply(values, arguments));
        }
    }

    /** Computes a call from values. */
    interface Strict {
        @Nullable
        Object apply(Given values, Arguments arguments);
    }

    /** Renders a call. */
    interface SqlBody {
        SqlTerm render(SqlCall call);
    }
}
