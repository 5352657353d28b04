/** One value on the screen: edited or shown, by the words of its {@link dev.trellis.core.field.Editor}. */
@NullMarked
package dev.trellis.ui.web.field;

import org.jspecify.annotations.NullMarked;
