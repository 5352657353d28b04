/** What a board of an entity's records shows to one person: a column for each stage of its pipeline. */
@NullMarked
package dev.trellis.form.board;

import org.jspecify.annotations.NullMarked;
