/** What goes on by itself, over the API: notifications and webhooks. */
@NullMarked
package dev.trellis.ui.api.automation;

import org.jspecify.annotations.NullMarked;
