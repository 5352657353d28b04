/** Editors of single properties, shared by the designers: expressions checked while one types, texts, values, choices. */
@NullMarked
package dev.trellis.ui.web.studio.property;

import org.jspecify.annotations.NullMarked;
