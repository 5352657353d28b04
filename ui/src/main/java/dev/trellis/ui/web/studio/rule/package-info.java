/** The builder of rules: sentences of when, if and then, what can be set on each, and a trial on a record. */
@NullMarked
package dev.trellis.ui.web.studio.rule;

import org.jspecify.annotations.NullMarked;
