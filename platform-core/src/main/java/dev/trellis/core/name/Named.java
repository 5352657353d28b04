package dev.trellis.core.name;

/** Something with an id and a label, as a fact of a message: texts show the label, the API gives both. */
public record Named(String id, Label label) {}
