/** Pages on which people find duplicates, compare two records, make one of them and take that back. */
@NullMarked
package dev.trellis.ui.web.merge;

import org.jspecify.annotations.NullMarked;
