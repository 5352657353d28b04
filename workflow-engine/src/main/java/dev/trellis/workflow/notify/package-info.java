/** Telling people: in the application, by mail and through the robots of group chats. */
@NullMarked
package dev.trellis.workflow.notify;

import org.jspecify.annotations.NullMarked;
