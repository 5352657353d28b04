/** The first page after signing in. */
@NullMarked
package dev.trellis.ui.web.home;

import org.jspecify.annotations.NullMarked;
