package dev.trellis.ui.web.studio.flow;

import dev.trellis.form.flow.NodeKind;
import dev.trellis.ui.web.component.Glyph;

/** The icon of each kind of node. */
final class NodeGlyphs {

    private NodeGlyphs() {}

    static Glyph of(NodeKind kind) {
        return switch (kind) {
            case APPROVE -> Glyph.APPROVAL;
            case HANDLE -> Glyph.EDIT;
            case CC -> Glyph.COMMENT;
            case CONDITION -> Glyph.FILTER;
            case PARALLEL -> Glyph.ROWS;
            case INCLUSIVE -> Glyph.LIST;
            case DATA -> Glyph.TABLE;
            case CALL -> Glyph.LINK;
            case SUB_FLOW -> Glyph.DEPARTMENT;
            case DELAY -> Glyph.CLOCK;
        };
    }
}
