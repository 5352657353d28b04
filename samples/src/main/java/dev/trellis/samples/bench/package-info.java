/** Measures records through HTTP: Trellis beside a hand-written server without a platform, on the same database. */
@NullMarked
package dev.trellis.samples.bench;

import org.jspecify.annotations.NullMarked;
