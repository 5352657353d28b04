/** The pages for an address that leads nowhere and for a page that broke. */
@NullMarked
package dev.trellis.ui.web.trouble;

import org.jspecify.annotations.NullMarked;
