/** Stages: what a move asks for, how long records stay, how they are moved on. */
@NullMarked
package dev.trellis.workflow.pipeline;

import org.jspecify.annotations.NullMarked;
