/** What a form shows to one actor: sections and fields with their texts, editors and rights. */
@NullMarked
package dev.trellis.form.form;

import org.jspecify.annotations.NullMarked;
