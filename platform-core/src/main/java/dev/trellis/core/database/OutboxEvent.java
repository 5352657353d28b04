package dev.trellis.core.database;

/**
 * Something that happened and was committed.
 *
 * @param topic what kind of event
 * @param key what it is about
 * @param payload the facts as JSON
 */
public record OutboxEvent(long id, String topic, String key, String payload) {}
