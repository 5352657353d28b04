/** The list of an entity's records: saved views, search, filters, sorting, pages from the server. */
@NullMarked
package dev.trellis.ui.web.list;

import org.jspecify.annotations.NullMarked;
