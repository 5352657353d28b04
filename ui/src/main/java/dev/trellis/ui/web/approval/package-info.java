/** Approvals in the web client: the panel on a record, the dialog before submitting, the inbox. */
@NullMarked
package dev.trellis.ui.web.approval;

import org.jspecify.annotations.NullMarked;
