/** Work in the background: recurring and one-off jobs that any node may run, each exactly as often as it is due. */
@NullMarked
package dev.trellis.core.job;

import org.jspecify.annotations.NullMarked;
