/** Giving roles to people, departments and positions, by those who administer. */
@NullMarked
package dev.trellis.core.appointment;

import org.jspecify.annotations.NullMarked;
