/** The database: the embedded server, connections, units of work, system tables, record ids and the outbox. */
@NullMarked
package dev.trellis.core.database;

import org.jspecify.annotations.NullMarked;
