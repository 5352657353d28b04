/** Components for values that no ready field serves: they hold a carrier value and know nothing of fields or records. */
@NullMarked
package dev.trellis.ui.web.input;

import org.jspecify.annotations.NullMarked;
