package dev.trellis.core.field;

import dev.trellis.core.name.Label;
import java.util.List;

/**
 * Announces a field type to the registry and the designer's palette; found by injection. A provider names the type's
 * options and gives each option a field type of its own, so the property panel is an ordinary generated form.
 */
public interface FieldTypeProvider {

    /** The same as {@link FieldType#key()} of what it makes. */
    String key();

    /** The record class that implements the type; its components are the options in JSON. */
    Class<? extends FieldType> type();

    Label label();

    /** A word of the icon set: text, number, percent, money, toggle, calendar, clock, list, link, rows, user, hash, sigma. */
    String icon();

    /** A freshly dropped field of this type; an option that JSON omits has the value it has here. */
    FieldType initial();

    List<TypeOption> options();

    /** Position in the palette; types that people do not place themselves answer negative. */
    int paletteOrder();

    /**
     * One option of a type.
     *
     * @param name the record component and JSON property
     * @param label shown in the property panel
     * @param type how the option itself is edited and checked
     */
    record TypeOption(String name, Label label, FieldType type) {}
}
