@NullMarked
package dev.trellis.form;

import org.jspecify.annotations.NullMarked;
