/** Who sits at the browser: signing in and out, and the actor of every round trip. */
@NullMarked
package dev.trellis.ui.web.session;

import org.jspecify.annotations.NullMarked;
