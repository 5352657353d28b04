/** Metadata over REST: what is live, drafts, publishing, versions. */
@NullMarked
package dev.trellis.ui.api.metadata;

import org.jspecify.annotations.NullMarked;
