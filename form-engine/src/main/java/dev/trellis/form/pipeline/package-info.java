/** The logic of the pipeline designer: edits of stages as pure functions over a draft. */
@NullMarked
package dev.trellis.form.pipeline;

import org.jspecify.annotations.NullMarked;
