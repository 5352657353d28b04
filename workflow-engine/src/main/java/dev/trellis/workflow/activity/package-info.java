/** What happened to records: calls, visits, notes, written in a moment and read on their timelines. */
@NullMarked
package dev.trellis.workflow.activity;

import org.jspecify.annotations.NullMarked;
