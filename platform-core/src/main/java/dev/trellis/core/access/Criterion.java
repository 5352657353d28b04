package dev.trellis.core.access;

/**
 * What must hold of a record so that it is reached; an expression that fails holds for no record.
 *
 * @param entity whose records it speaks of
 * @param expression in the expression language, over everything that exists and not only what somebody may see
 */
public record Criterion(String entity, String expression) {}
