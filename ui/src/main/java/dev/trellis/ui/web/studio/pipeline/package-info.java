/** The designer of pipelines: stages in their order, what holds where one goes in and out, and where records of a removed one go. */
@NullMarked
package dev.trellis.ui.web.studio.pipeline;

import org.jspecify.annotations.NullMarked;
