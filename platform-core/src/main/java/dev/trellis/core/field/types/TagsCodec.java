package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Words without separators, as people made them up. */
final class TagsCodec {

    static final int LONGEST = 60;
    static final int MOST = 50;

    private static final Pattern SEPARATOR = Pattern.compile("[;；,，、|]");

    private TagsCodec() {}

    static ValueCodec of() {
        return new ListCodec(new TextCodec(LONGEST, false, TagsCodec::word), MOST, UnaryOperator.identity());
    }

    private static ValueCodec.Decoded word(String text) {
        return SEPARATOR.matcher(text).find() ? Faults.refused(Faults.TAG_SHAPE, text) : ValueCodec.Decoded.of(text);
    }
}
