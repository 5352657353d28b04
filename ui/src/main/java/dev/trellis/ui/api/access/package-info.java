/** Who may do what: shares, reasons, role assignments, logs. */
@NullMarked
package dev.trellis.ui.api.access;

import org.jspecify.annotations.NullMarked;
