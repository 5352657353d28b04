/** Tests of what can be done with records by REST. */
@NullMarked
package dev.trellis.ui.api.action;

import org.jspecify.annotations.NullMarked;
