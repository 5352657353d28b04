/** The OpenAPI document, generated from today's metadata and the caller's rights. */
@NullMarked
package dev.trellis.ui.api.openapi;

import org.jspecify.annotations.NullMarked;
