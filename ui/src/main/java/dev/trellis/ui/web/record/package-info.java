/** The page of one record: its generated form, line items, stage and history. */
@NullMarked
package dev.trellis.ui.web.record;

import org.jspecify.annotations.NullMarked;
