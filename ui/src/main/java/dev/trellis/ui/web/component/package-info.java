/** The parts that pages are made of: icons, states, questions, short notices, and how values look as text. */
@NullMarked
package dev.trellis.ui.web.component;

import org.jspecify.annotations.NullMarked;
