/** Forms and lists over REST: the same resolved forms and the same state function as in the web client. */
@NullMarked
package dev.trellis.ui.api.form;

import org.jspecify.annotations.NullMarked;
