/** The designer of pools. */
@NullMarked
package dev.trellis.ui.web.studio.pool;

import org.jspecify.annotations.NullMarked;
