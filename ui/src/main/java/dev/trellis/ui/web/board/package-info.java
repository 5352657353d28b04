/** The board of a list: columns of cards that are moved from stage to stage. */
@NullMarked
package dev.trellis.ui.web.board;

import org.jspecify.annotations.NullMarked;
