/** Files of records by REST. */
@NullMarked
package dev.trellis.ui.api.file;

import org.jspecify.annotations.NullMarked;
