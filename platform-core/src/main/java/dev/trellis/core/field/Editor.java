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

    /** A time of day, to the minute unless somebody types seconds. */
    record Time() implements Editor {}

    /** Text with headings, lists and links, kept as clean HTML. */
    record RichText(int maxLength) implements Editor {}

    /** Several of some options. */
    record Choices(List<Option> options) implements Editor {
        public Choices {
            options = List.copyOf(options);
        }
    }

    /** Words that people make up; those used before are proposed. */
    record Tags(int maxLength) implements Editor {}

    /** A row of stars. */
    record Rating(int stars) implements Editor {}

    /** A field for each part, laid out as one value. */
    record Parts(List<FieldPart> parts) implements Editor {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** A place on the map; a telephone knows where it is. */
    record Place() implements Editor {}

    /** Several values of one kind, each with its use, one of them the first to take. */
    record Contacts(Text.Kind kind, int maxLength, List<Option> uses) implements Editor {
        public Contacts {
            uses = List.copyOf(uses);
        }
    }

    /** Several records of an entity; each with a kind of relation where there are any. */
    record Lookups(String entity, List<Option> kinds) implements Editor {
        public Lookups {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * Files to upload.
     *
     * @param most how many; with one the file stands for the value itself
     * @param kinds which kinds are accepted; empty for all
     */
    record Files(int most, List<String> kinds, Look look) implements Editor {
        public Files {
            kinds = List.copyOf(kinds);
        }

        /** How a file is shown. */
        public enum Look {
            LIST,
            PICTURE,
            /** Drawn with a finger or a pen. */
            SIGNATURE
        }
    }

    /** A text that is shown as bars or squares to be scanned. */
    record Barcode(Symbology symbology, int maxLength) implements Editor {
        public enum Symbology {
            CODE_128,
            EAN_13,
            QR
        }
    }

    /** A text of which only the end is shown until somebody asks. */
    record Secret(int maxLength, int shownEnd) implements Editor {}

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
