package dev.trellis.ui.web.studio.flow;

import dev.trellis.form.flow.NodeKind;

/** What is dragged over the flow. */
sealed interface FlowDragged {

    record NewNode(NodeKind kind) implements FlowDragged {}

    record ExistingNode(String id) implements FlowDragged {}
}
