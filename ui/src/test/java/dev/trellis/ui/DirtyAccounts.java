package dev.trellis.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A list of customers as it comes out of somebody's drawer: headings of their own, widths, spaces, currencies and
 * languages mixed, some rows repeated, and some that cannot be right. What an import must come to is known beforehand.
 */
public final class DirtyAccounts {

    private static final List<String> HEADER =
            List.of("客户名称*", "行业", "电话 ", "员工人数(人)", "年营业额", "统一社会信用代码", "上级公司", "备注", "业务员意见");

    private static final String CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private final List<List<String>> rows = new ArrayList<>();
    private final String run;
    private int created;
    private int updated;
    private int failed;

    private DirtyAccounts(String run) {
        this.run = run;
    }

    public static DirtyAccounts of(int count, long seed) {
        var all = new DirtyAccounts(Long.toString(seed, 36).toUpperCase(java.util.Locale.ROOT));
        var random = new Random(seed);
        for (int i = 0; i < count; i++) {
            all.add(i, random);
        }
        return all;
    }

    private void add(int i, Random random) {
        boolean again = i > 10 && random.nextInt(20) == 0;
        int of = again ? random.nextInt(10) : i;
        var row = new ArrayList<>(List.of(
                pick(random, "恒通", " 恒通", "恒通\u3000", "Hengtong") + of + "号" + run,
                pick(random, "制造业", "Manufacturing", "manufacturing", ""),
                pick(random, "021-5555 0100", "+86 21 5555 0100", "０２１５５５５０１００", ""),
                pick(random, "1,200", "１２００", " 1200 ", "", "1200.0"),
                pick(random, "¥1,200,000.00", "￥1200000", "1200000元", "USD 3,000.5", ""),
                code(of),
                "",
                pick(random, "=HYPERLINK(\"http://x\")", "含“引号”, 逗号\n和换行", "", "-", "'quoted"),
                pick(random, "好", "@todo", "")));
        boolean faulty = i > 10 && !again && random.nextInt(8) == 0;
        if (faulty) {
            spoil(row, random.nextInt(7));
            failed++;
        } else if (again) {
            updated++;
        } else {
            created++;
        }
        rows.add(row);
    }

    /** A code of the right form, with its check character. */
    private String code(int of) {
        var body = "91%06d%09d".formatted(Math.floorMod(run.hashCode(), 1_000_000), of);
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < body.length(); i++) {
            sum += CODE.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return body + CODE.charAt((31 - sum % 31) % 31);
    }

    private static void spoil(List<String> row, int how) {
        switch (how) {
            case 0 -> row.set(0, "  ");
            case 1 -> row.set(1, "炼丹");
            case 2 -> row.set(2, "无");
            case 3 -> row.set(3, "约五百");
            case 4 -> row.set(4, "120万");
            case 5 -> row.set(5, "123");
            default -> row.set(6, "没有这家公司");
        }
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    public int created() {
        return created;
    }

    /** Repeated rows; whether they change something depends on what they repeat. */
    public int repeated() {
        return updated;
    }

    public int failed() {
        return failed;
    }

    public int total() {
        return rows.size();
    }

    /** The end of every name. */
    public String run() {
        return run;
    }

    public String csv(char delimiter) {
        var csv = new StringBuilder();
        line(csv, HEADER, delimiter);
        rows.forEach(row -> line(csv, row, delimiter));
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> cells, char delimiter) {
        for (int i = 0; i < cells.size(); i++) {
            csv.append(i == 0 ? "" : String.valueOf(delimiter));
            csv.append('"').append(cells.get(i).replace("\"", "\"\"")).append('"');
        }
        csv.append("\r\n");
    }
}
