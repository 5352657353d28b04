/** Webhooks: other systems are told what happened, by signed calls that are tried again. */
@NullMarked
package dev.trellis.workflow.webhook;

import org.jspecify.annotations.NullMarked;
