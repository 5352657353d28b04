package dev.trellis.core.search;

/**
 * How far this node's index is.
 *
 * @param complete whether everything that was committed before is in it
 * @param done how many records the reading under way has taken in; 0 where none is
 * @param total how many there are to take in
 */
public record IndexState(boolean complete, long done, long total) {

    static final IndexState EMPTY = new IndexState(false, 0, 0);
}
