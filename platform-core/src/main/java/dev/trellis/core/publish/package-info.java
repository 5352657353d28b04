/** From draft to live: checks of whole snapshots, drafts, versions, the publish run and the snapshot everybody reads. */
@NullMarked
package dev.trellis.core.publish;

import org.jspecify.annotations.NullMarked;
