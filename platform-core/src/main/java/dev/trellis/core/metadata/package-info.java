/** The immutable model of everything a customer can shape: definitions, their JSON, checks and changes. */
@NullMarked
package dev.trellis.core.metadata;

import org.jspecify.annotations.NullMarked;
