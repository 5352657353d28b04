/** The web client in a real browser. */
@NullMarked
package dev.trellis.ui.web;

import org.jspecify.annotations.NullMarked;
