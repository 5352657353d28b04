/** The API as its clients see it. */
@NullMarked
package dev.trellis.ui.api;

import org.jspecify.annotations.NullMarked;
