package dev.trellis.core.expression;

record SqlCall() {}
