/** What surrounds every page: navigation, header, command menu. */
@NullMarked
package dev.trellis.ui.web.shell;

import org.jspecify.annotations.NullMarked;
