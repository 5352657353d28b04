/**
 * The REST API's own ground: requests and answers as JSON read and written here, problem documents, sign-in by token.
 * Controllers take an {@link dev.trellis.ui.api.ApiRequest} and return an {@link dev.trellis.ui.api.ApiResponse}.
 */
@NullMarked
package dev.trellis.ui.api;

import org.jspecify.annotations.NullMarked;
