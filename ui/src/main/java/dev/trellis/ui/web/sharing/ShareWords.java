package dev.trellis.ui.web.sharing;

import dev.trellis.core.access.Recipient;
import dev.trellis.ui.web.component.Glyph;

/** How kinds of recipients look. */
final class ShareWords {

    private ShareWords() {}

    static Glyph glyph(Recipient.Kind kind) {
        return switch (kind) {
            case USER -> Glyph.PERSON;
            case DEPARTMENT -> Glyph.DEPARTMENT;
            case POSITION, TEAM -> Glyph.CARD;
            case ROLE -> Glyph.LOCK;
        };
    }

    static String key(Recipient.Kind kind) {
        return "sharing.kind." + kind.key();
    }
}
