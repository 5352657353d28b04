/** The servlet container: Jetty with the REST API at {@code /api/*} and the web client everywhere else. */
@NullMarked
package dev.trellis.ui.server;

import org.jspecify.annotations.NullMarked;
