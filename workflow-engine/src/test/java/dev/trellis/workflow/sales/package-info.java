/** Tests of what salespeople live in: pipelines, pools, conversions. */
@NullMarked
package dev.trellis.workflow.sales;

import org.jspecify.annotations.NullMarked;
