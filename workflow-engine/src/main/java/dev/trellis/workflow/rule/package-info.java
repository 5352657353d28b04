/** Rules: what happens by itself when records change, approvals end or a date comes. */
@NullMarked
package dev.trellis.workflow.rule;

import org.jspecify.annotations.NullMarked;
