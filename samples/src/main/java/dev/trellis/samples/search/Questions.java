package dev.trellis.samples.search;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What people type who look for something they half remember. */
final class Questions {

    private static final List<String> INITIALS =
            List.of("zsf", "wf", "lxm", "hnjx", "cqca", "nb", "zh", "w", "shht", "bjxn", "gz", "ljh", "cy");
    private static final List<String> PINYIN = List.of(
            "zhangsan",
            "wangfang",
            "ningbo",
            "hengtong",
            "lixiao",
            "chongqing",
            "haina",
            "sanfeng",
            "ouyang",
            "zeng",
            "jinyuan",
            "shanghaihengtong");
    private static final List<String> COMMON = List.of("公司", "有限", "张", "科技", "王", "gmbh", "上海", "wx");

    private final Random random;
    private final List<String> names;

    Questions(long seed, List<String> names) {
        this.random = new Random(seed);
        this.names = names;
    }

    record Question(String kind, String text) {}

    Question next() {
        return switch (random.nextInt(7)) {
            case 0 -> new Question("part of a name", part(2 + random.nextInt(3)));
            case 1 -> new Question("initials", one(INITIALS));
            case 2 -> new Question("pinyin", one(PINYIN));
            case 3 -> new Question("a very common word", one(COMMON));
            case 4 -> new Question("two words", part(2) + " " + part(2));
            case 5 -> new Question("digits", Integer.toString(1_000 + random.nextInt(9_000)));
            default -> new Question("with a slip", slip());
        };
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String part(int length) {
        var name = one(names);
        int from = random.nextInt(Math.max(1, name.length() - length));
        return name.substring(from, Math.min(name.length(), from + length))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Two neighbours changed their places in a word of letters. */
    private String slip() {
        var word = new StringBuilder(one(List.of(
                "schneider",
                "kowalski",
                "johnson",
                "electronics",
                "meridian",
                "zhangwei",
                "hengtong",
                "logistics",
                "petersen",
                "xiaohua")));
        int at = 1 + random.nextInt(word.length() - 2);
        char moved = word.charAt(at);
        word.setCharAt(at, word.charAt(at + 1));
        word.setCharAt(at + 1, moved);
        return word.toString();
    }
}
