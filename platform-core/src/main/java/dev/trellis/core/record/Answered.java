package dev.trellis.core.record;

/**
 * What became of a save, and the record as the actor may see it then.
 *
 * @param record not found where nothing was saved, or where the save took it out of the actor's sight
 */
public record Answered(SaveResult result, FindResult record) {}
