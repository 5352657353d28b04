/** The administrators' page of webhooks. */
@NullMarked
package dev.trellis.ui.web.webhook;

import org.jspecify.annotations.NullMarked;
