package dev.trellis.core.expression;

/** A part of the source text. */
record Span(int offset, int length) {

    int end() {
        return offset + length;
    }

    Span to(Span last) {
        return new Span(offset, last.end() - offset);
    }

    String of(String source) {
        return source.substring(offset, end());
    }
}
