/** Pools: records without an owner, claimed, assigned, given back and taken back. */
@NullMarked
package dev.trellis.workflow.pool;

import org.jspecify.annotations.NullMarked;
