package dev.trellis.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.problem.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    @Test
    void every_function_is_explained_in_both_languages() {
        for (var function : Expressions.functions()) {
            for (var locale : Messages.LANGUAGES) {
                assertThat(function.doc().texts()).as(function.name()).containsKey(locale.toLanguageTag());
            }
            assertThat(function.signature()).startsWith(function.name() + "(");
        }
    }

    @Test
    void every_function_stands_in_the_reference() throws IOException {
        var reference = Files.readString(Path.of("docs/expressions.md"));

        assertThat(Expressions.functions())
                .hasSizeGreaterThan(45)
                .allSatisfy(function -> assertThat(reference).contains("| `" + function.signature() + "` |"));
    }
}
