/** The departments as a tree with their people, and who administered what. */
@NullMarked
package dev.trellis.ui.web.organisation;

import org.jspecify.annotations.NullMarked;
