/** The only place that knows Flowable: it routes, waits and remembers where a flow stands. */
@NullMarked
package dev.trellis.workflow.engine;

import org.jspecify.annotations.NullMarked;
