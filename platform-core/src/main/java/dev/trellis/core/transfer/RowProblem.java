package dev.trellis.core.transfer;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Function;

/**
 * What is wrong with a row, kept in every language of the product.
 *
 * @param path the field, or empty for the whole row
 * @param code stable for programs
 */
public record RowProblem(String path, String code, Label message) {

    static RowProblem of(Problem problem) {
        return new RowProblem(problem.path(), problem.code().key(), label(locale -> Messages.text(problem, locale)));
    }

    /** Says something in every language. */
    static Label label(Function<Locale, String> text) {
        var texts = new LinkedHashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(locale.toLanguageTag(), text.apply(locale)));
        return new Label(texts);
    }
}
