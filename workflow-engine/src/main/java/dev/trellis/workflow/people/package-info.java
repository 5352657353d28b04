/** Finds the people of a step, each with the reasons; pure but for the reading of records and roles. */
@NullMarked
package dev.trellis.workflow.people;

import org.jspecify.annotations.NullMarked;
