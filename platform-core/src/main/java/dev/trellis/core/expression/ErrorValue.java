package dev.trellis.core.expression;

/** An error on its way up. */
record ErrorValue(ErrorCode code, Span span) {}
