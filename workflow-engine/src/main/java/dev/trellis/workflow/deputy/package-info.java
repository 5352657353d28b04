/** Says who stands in for somebody in a request, as far as a limit of its amount allows. */
@NullMarked
package dev.trellis.workflow.deputy;

import org.jspecify.annotations.NullMarked;
