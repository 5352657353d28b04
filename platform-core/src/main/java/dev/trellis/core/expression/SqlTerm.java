package dev.trellis.core.expression;

sealed interface SqlTerm {
    record X() implements SqlTerm {}
}
