/** The logic of the rule builder: edits of a rule as pure functions over a draft, and rules as sentences. */
@NullMarked
package dev.trellis.form.rule;

import org.jspecify.annotations.NullMarked;
