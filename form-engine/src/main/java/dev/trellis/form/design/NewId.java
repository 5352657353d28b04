package dev.trellis.form.design;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Slug;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds ids for what people make: after its name, and never one that is taken. */
public final class NewId {

    private static final int LONGEST_STEM = Slug.MAX_LENGTH - 3;

    private NewId() {}

    /** Returns the id of a new definition. */
    public static String of(Metadata draft, Kind kind, Label label) {
        return of(
                label, kind.key(), id -> draft.find(new DefinitionKey(kind, id)).isPresent());
    }

    /** @param fallback what it is called where its name gives no id */
    public static String of(Label label, String fallback, Predicate<String> isTaken) {
        var text = label.texts().getOrDefault("en", label.text(Locale.ENGLISH));
        var proposed = Slug.propose(Design.PREFIX + text, Design.PREFIX + fallback);
        var stem = proposed.equals("c") ? Design.PREFIX + fallback : proposed;
        if (stem.length() > LONGEST_STEM) {
            stem = stem.substring(0, LONGEST_STEM).replaceAll("_+$", "");
        }
        var name = stem;
        for (int i = 2; isTaken.test(name); i++) {
            name = stem + "_" + i;
        }
        return name;
    }
}
