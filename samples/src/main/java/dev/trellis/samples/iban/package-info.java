/** An example of a field type that comes as a plug-in: an international bank account number. */
@NullMarked
package dev.trellis.samples.iban;

import org.jspecify.annotations.NullMarked;
