/** The state of an open form as a pure function of events, and the driver that runs its effects against the gate. */
@NullMarked
package dev.trellis.form.session;

import org.jspecify.annotations.NullMarked;
