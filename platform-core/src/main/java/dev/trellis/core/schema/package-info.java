/** The database tables behind the metadata: their names, the plan that brings them up to date, and its run. */
@NullMarked
package dev.trellis.core.schema;

import org.jspecify.annotations.NullMarked;
