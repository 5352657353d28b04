/** The process in which functions in JavaScript run: nothing but the JDK and GraalJS, and a pipe to the server. */
@NullMarked
package dev.trellis.core.script.worker;

import org.jspecify.annotations.NullMarked;
