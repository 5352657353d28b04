/** Tests of the running whole, through the API and through a real browser. */
@NullMarked
package dev.trellis.ui;

import org.jspecify.annotations.NullMarked;
