/** The page on which a person makes and ends personal tokens. */
@NullMarked
package dev.trellis.ui.web.token;

import org.jspecify.annotations.NullMarked;
