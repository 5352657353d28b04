package dev.trellis.core.field;

import dev.trellis.core.name.Label;

/**
 * One named part of a type's values, reached in paths as {@code address.city}.
 *
 * @param name of lower-case letters, the suffix of its column
 * @param label what people call it
 * @param type how the part itself is stored, edited and shown; kept in one column
 */
public record FieldPart(String name, Label label, FieldType type) {}
