package dev.trellis.workflow.notify;

/**
 * A message to people outside of the application.
 *
 * @param key stays the same however often it must be sent, so that a receiver can tell
 * @param to an address of mail; empty for a group
 */
public record Message(String key, String to, String subject, String text) {}
