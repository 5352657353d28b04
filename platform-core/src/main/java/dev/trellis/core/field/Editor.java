package dev.trellis.core.field;

import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a value is edited and shown, as plain data; only the web client turns it into a component. */
public sealed interface Editor {

    /** A text field; {@code kind} chooses keyboard and link: text, email, phone, url. */
    record Text(Kind kind, int maxLength, boolean multiline) implements Editor {
        public enum Kind {
            TEXT,
            EMAIL,
            PHONE,
            URL
        }
    }

    /** A number; {@code percent} shows the fraction 0.15 as 15 %. */
    record Number(
            int scale,
            boolean percent,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) implements Editor {}

    record MoneyAmount(int scale, String currency) implements Editor {}

    record Toggle(boolean mayBeBlank) implements Editor {}

    record Date() implements Editor {}

    record DateTime() implements Editor {}

    record Choice(List<Option> options) implements Editor {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /** Picks a record of an entity by typing. */
    record Lookup(String entity) implements Editor {}

    /** Picks a user by name, with face and department. */
    record Person() implements Editor {}

    /** A grid of the child rows. */
    record Lines(String entity) implements Editor {}

    /** An expression of the platform's language over an entity (used in property panels). */
    record Formula() implements Editor {}

    /** A text per language (used in property panels). */
    record LabelTexts() implements Editor {}

    /** The list of a choice's options (used in property panels). */
    record Options() implements Editor {}

    /** Picks a definition of a kind: {@code entity}, {@code pipeline} (used in property panels). */
    record DefinitionOf(String kind) implements Editor {}

    /** A field type with its options (used in property panels). */
    record TypeOf() implements Editor {}

    /** Shown, never edited; formatted like the given editor. */
    record ReadOnly(Editor shownAs) implements Editor {}

    /**
     * One option of a choice.
     *
     * @param color a palette word (grey, blue, teal, green, amber, red, purple, pink) or null
     * @param active inactive options stay readable but cannot be chosen
     */
    record Option(String code, Label label, @Nullable String color, boolean active) {}
}
