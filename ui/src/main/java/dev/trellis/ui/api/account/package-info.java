/** Signing in over the API, and what a caller is. */
@NullMarked
package dev.trellis.ui.api.account;

import org.jspecify.annotations.NullMarked;
