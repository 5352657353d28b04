/** What a person was told, how it comes, and deciding from a mail. */
@NullMarked
package dev.trellis.ui.web.notify;

import org.jspecify.annotations.NullMarked;
