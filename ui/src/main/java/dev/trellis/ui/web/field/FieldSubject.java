package dev.trellis.ui.web.field;

import dev.trellis.core.field.FieldType;

/**
 * What is edited.
 *
 * @param id the field's id, the test id of the component
 * @param label above the value; in a grid cell only for screen readers
 * @param help under the value, may be empty
 * @param inCell whether the editor sits in a grid cell: compact, without label and help
 */
public record FieldSubject(String id, String label, String help, FieldType type, boolean inCell) {}
