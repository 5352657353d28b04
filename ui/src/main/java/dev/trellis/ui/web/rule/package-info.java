/** What rules did, step by step. */
@NullMarked
package dev.trellis.ui.web.rule;

import org.jspecify.annotations.NullMarked;
