@NullMarked
package dev.trellis.ui;

import org.jspecify.annotations.NullMarked;
