/** The studio: forms and fields are shaped by drag and drop, looked at as others will see them, and published. */
@NullMarked
package dev.trellis.ui.web.studio;

import org.jspecify.annotations.NullMarked;
