/** Imports over the API: a file becomes a job that is checked, run, watched, cancelled and undone. */
@NullMarked
package dev.trellis.ui.api.job;

import org.jspecify.annotations.NullMarked;
