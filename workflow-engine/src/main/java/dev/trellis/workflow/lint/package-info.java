/** What a designer should know about a flow before publishing it, though nothing forbids it. */
@NullMarked
package dev.trellis.workflow.lint;

import org.jspecify.annotations.NullMarked;
