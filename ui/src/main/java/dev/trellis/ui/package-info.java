/** Starts and stops Trellis: one process that serves the REST API and the web client on one port. */
@NullMarked
package dev.trellis.ui;

import org.jspecify.annotations.NullMarked;
