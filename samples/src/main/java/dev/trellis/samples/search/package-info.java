/** Measures the global search on a company of any size. */
@NullMarked
package dev.trellis.samples.search;

import org.jspecify.annotations.NullMarked;
