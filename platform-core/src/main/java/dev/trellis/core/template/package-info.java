/** Metadata packages: where they come from, what they hold, how their demo data gets in. */
@NullMarked
package dev.trellis.core.template;

import org.jspecify.annotations.NullMarked;
