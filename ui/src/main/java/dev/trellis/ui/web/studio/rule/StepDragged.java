package dev.trellis.ui.web.studio.rule;

/** A step that is being moved. */
record StepDragged(String step) {}
