/** What a list shows to one actor, and the query that fills it. */
@NullMarked
package dev.trellis.form.list;

import org.jspecify.annotations.NullMarked;
