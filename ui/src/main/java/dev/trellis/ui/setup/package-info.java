/** The first start: metadata packages, the demo company, the first administrator. */
@NullMarked
package dev.trellis.ui.setup;

import org.jspecify.annotations.NullMarked;
