/** The sign-in page. */
@NullMarked
package dev.trellis.ui.web.signin;

import org.jspecify.annotations.NullMarked;
