package dev.trellis.workflow.node;

/** How a step came out. */
public enum Outcome {
    AGREED,
    REJECTED,
    RETURNED,
    WITHDRAWN,
    CANCELLED
}
