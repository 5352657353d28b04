/** What flows ask outside: the interface that scripts, connectors, webhooks, messages and mail implement. */
@NullMarked
package dev.trellis.workflow.call;

import org.jspecify.annotations.NullMarked;
