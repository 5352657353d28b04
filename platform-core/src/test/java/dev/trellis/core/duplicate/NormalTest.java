package dev.trellis.core.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.DuplicateDefinition.How;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts of a value when it is held against another. */
class NormalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    COMPANY | 上海远大机电有限公司 | 上海远大机电
                    COMPANY | 上海远大机电（集团）股份有限公司 | 上海远大机电
                    COMPANY | 北京华信科技有限责任公司 | 北京华信科技
                    COMPANY | ＡＣＭＥ Co., Ltd. | acme
                    COMPANY | Acme GmbH & Co. KG | acme
                    COMPANY | Acme-Werke, Inc. | acmewerke
                    COMPANY | Company | company
                    COMPANY | 有限公司 | 有限公司
                    PHONE | +86 138-1234-5678 | 13812345678
                    PHONE | 0086 13812345678 | 13812345678
                    PHONE | (021) 5888 6666 转 8012 | 2158886666
                    PHONE | +86 21 5888 6666 | 2158886666
                    PHONE | 12 | ''
                    EMAIL | Li.Na@Example.COM | li.na@example.com
                    DOMAIN | li.na@example.com | example.com
                    DOMAIN | https://www.example.com/about?x=1 | example.com
                    DOMAIN | li@qq.com | ''
                    DOMAIN | nonsense | ''
                    CODE | 91310000-MA1FL0XX-3x | 91310000ma1fl0xx3x
                    TEXT | ' 张　伟 ' | 张伟
                    """)
    void counts(How how, String text, String expected) {
        assertThat(Normal.of(how, text)).isEqualTo(expected);
    }

    @Test
    void texts_that_are_near_share_a_key() {
        long seed = Long.getLong("trellis.test.seed", new Random().nextLong());
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            int length = 4 + random.nextInt(26);
            for (int at = 0; at < length; at++) {
                text.append((char) ('a' + random.nextInt(3)));
            }
            var one = text.toString();
            var at = random.nextInt(length);
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, 'z');
                case 1 -> text.insert(at, 'z');
                case 2 -> {
                    if (length > 4) {
                        text.deleteCharAt(at);
                    }
                }
                default -> {}
            }
            var other = text.toString();

            assertThat(Similarity.isNear(one, other))
                    .as("seed %s: %s %s", seed, one, other)
                    .isTrue();
            assertThat(Similarity.keys(one))
                    .as("seed %s: %s %s", seed, one, other)
                    .containsAnyElementsOf(Similarity.keys(other));
        }
    }

    @Test
    void short_or_distant_texts_are_not_near() {
        assertThat(Similarity.isNear("张伟", "张维")).isFalse();
        assertThat(Similarity.isNear("abcdef", "abXdeY")).isFalse();
        assertThat(Similarity.isNear("华信科技", "华兴科技")).isTrue();
        assertThat(Similarity.isNear("abcd", "abdc")).isTrue();
        assertThat(Similarity.isNear("abcd", "abcdef")).isFalse();
    }
}
