/** What happened to records: written with two clicks and a sentence, read on their timelines. */
@NullMarked
package dev.trellis.ui.web.activity;

import org.jspecify.annotations.NullMarked;
