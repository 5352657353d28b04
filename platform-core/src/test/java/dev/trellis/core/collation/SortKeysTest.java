package dev.trellis.core.collation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortKeysTest {

    private static List<String> sorted(String... texts) {
        return List.of(texts).stream()
                .sorted(Comparator.comparing(SortKeys::of))
                .toList();
    }

    @Test
    void chinese_names_go_by_pinyin_and_those_of_one_family_stand_together() {
        assertThat(sorted("张三", "王芳", "章子怡", "李娜", "张伟", "梁静", "阿里", "曾志伟", "陈静"))
                .containsExactly("阿里", "陈静", "李娜", "梁静", "王芳", "曾志伟", "张三", "张伟", "章子怡");
    }

    @Test
    void case_accents_and_width_do_not_count() {
        assertThat(SortKeys.of("Müller")).isEqualTo(SortKeys.of("muller")).isEqualTo(SortKeys.of("ＭＵＬＬＥＲ"));
        assertThat(SortKeys.of("Straße")).isEqualTo(SortKeys.of("strasse"));
        assertThat(sorted("Zebra", "apfel", "Äpfel", "Øre", "müller", "Miller", "łódź", "Lodz 2"))
                .containsExactly("apfel", "Äpfel", "łódź", "Lodz 2", "Miller", "müller", "Øre", "Zebra");
    }

    @Test
    void the_key_of_a_beginning_is_the_beginning_of_the_key() {
        for (var text : List.of("张三丰", "Müller & Söhne", "曾志伟", "a界é")) {
            for (int end = 1; end <= text.length(); end++) {
                assertThat(SortKeys.of(text)).startsWith(SortKeys.of(text.substring(0, end)));
            }
        }
    }

    @Test
    void a_key_is_never_longer_than_its_column_and_never_empty() {
        assertThat(SortKeys.of("界".repeat(1000))
                        .codePointCount(0, SortKeys.of("界".repeat(1000)).length()))
                .isLessThanOrEqualTo(SortKeys.LONGEST);
        assertThat(SortKeys.of("😀".repeat(1000)).codePoints().count()).isLessThanOrEqualTo(SortKeys.LONGEST);
        assertThat(SortKeys.of("\u0301")).isNotEmpty();
    }
}
