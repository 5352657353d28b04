package dev.trellis.workflow.approval;

import dev.trellis.core.name.Label;

/**
 * An approval that somebody may submit a record under now.
 *
 * @param again whether its request was sent back and goes on
 */
public record Startable(String approval, Label label, boolean again) {}
