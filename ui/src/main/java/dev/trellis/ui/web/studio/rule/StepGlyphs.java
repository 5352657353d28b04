package dev.trellis.ui.web.studio.rule;

import dev.trellis.form.rule.StepKind;
import dev.trellis.ui.web.component.Glyph;

/** The icon of each kind of step. */
final class StepGlyphs {

    private StepGlyphs() {}

    static Glyph of(StepKind kind) {
        return switch (kind) {
            case SET -> Glyph.EDIT;
            case CREATE -> Glyph.PLUS;
            case ASSIGN -> Glyph.PERSON;
            case NOTIFY -> Glyph.BELL;
            case MAIL -> Glyph.MAIL;
            case MESSAGE -> Glyph.COMMENT;
            case SUBMIT -> Glyph.APPROVAL;
            case BRANCH -> Glyph.FILTER;
            case WAIT -> Glyph.CLOCK;
            case UPDATE -> Glyph.LOOKUP;
            case EACH -> Glyph.ROWS;
            case SHARE -> Glyph.SHARE;
            case CALL -> Glyph.FORMULA;
        };
    }
}
