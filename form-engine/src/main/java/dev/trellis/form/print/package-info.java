/** What stands on the paper when a record is printed. */
@NullMarked
package dev.trellis.form.print;

import org.jspecify.annotations.NullMarked;
