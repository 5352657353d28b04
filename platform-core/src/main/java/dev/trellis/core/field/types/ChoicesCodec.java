package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.ValueCodec;
import java.util.Comparator;
import java.util.List;

/** Several of some options, in the order of the options. */
final class ChoicesCodec {

    static final int MOST = 200;

    private ChoicesCodec() {}

    static ValueCodec of(List<Editor.Option> options) {
        var codes = options.stream().map(Editor.Option::code).toList();
        return new ListCodec(new ChoiceCodec(options), MOST, chosen -> {
            chosen.sort(Comparator.comparingInt(codes::indexOf));
            return chosen;
        });
    }
}
