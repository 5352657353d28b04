/** What people see of pools beside the records themselves. */
@NullMarked
package dev.trellis.ui.web.pool;

import org.jspecify.annotations.NullMarked;
