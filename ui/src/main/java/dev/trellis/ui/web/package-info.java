/** The web client: what every page shares. */
@NullMarked
package dev.trellis.ui.web;

import org.jspecify.annotations.NullMarked;
