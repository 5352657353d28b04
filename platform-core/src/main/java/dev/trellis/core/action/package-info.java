/** What people do with records beyond saving them: hand over, copy, and whatever an engine adds. */
@NullMarked
package dev.trellis.core.action;

import org.jspecify.annotations.NullMarked;
