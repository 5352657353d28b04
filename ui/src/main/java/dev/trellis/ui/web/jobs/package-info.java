/** The operators' page of background jobs. */
@NullMarked
package dev.trellis.ui.web.jobs;

import org.jspecify.annotations.NullMarked;
