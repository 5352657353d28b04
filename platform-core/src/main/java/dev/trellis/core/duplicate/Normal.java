package dev.trellis.core.duplicate;

import dev.trellis.core.metadata.DuplicateDefinition.How;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What of a text counts when it is held against another. Pure; blank where nothing counts. */
public final class Normal {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_DIGIT = Pattern.compile("\\D+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    /** A country code before a Chinese number: mobile numbers have 11 digits and begin with 1. */
    private static final Pattern COUNTRY = Pattern.compile("^(?:00)?86(?=1\\d{10}$|0?[2-9]\\d{8,10}$)");

    private static final Pattern EXTENSION = Pattern.compile("(?i)\\s*(?:转|ext\\.?|x|#).*$");
    private static final int LEAST_PHONE = 5;

    /** Longest first: what is left of a longer one is no name. */
    private static final List<String> CHINESE_FORMS = List.of(
            "集团股份有限公司",
            "集团有限责任公司",
            "股份有限责任公司",
            "股份有限公司",
            "有限责任公司",
            "集团有限公司",
            "控股有限公司",
            "有限合伙企业",
            "普通合伙企业",
            "个人独资企业",
            "有限公司",
            "分公司",
            "总公司",
            "股份公司",
            "集团公司",
            "有限合伙",
            "普通合伙",
            "特殊普通合伙",
            "股份",
            "集团",
            "公司");

    private static final List<String> LATIN_FORMS = List.of(
            "incorporated",
            "corporation",
            "company",
            "limited",
            "gmbh co kg",
            "co kg",
            "gmbh",
            "mbh",
            "pte",
            "pty",
            "plc",
            "llc",
            "llp",
            "ltd",
            "inc",
            "corp",
            "co",
            "ag",
            "sarl",
            "sas",
            "sa",
            "bv",
            "nv",
            "kk",
            "spa",
            "srl",
            "holdings",
            "group");

    private static final Set<String> ANYBODYS = Set.of(
            "qq.com",
            "vip.qq.com",
            "foxmail.com",
            "163.com",
            "vip.163.com",
            "126.com",
            "yeah.net",
            "sina.com",
            "sina.cn",
            "sohu.com",
            "139.com",
            "189.cn",
            "wo.cn",
            "21cn.com",
            "aliyun.com",
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "live.cn",
            "msn.com",
            "yahoo.com",
            "yahoo.com.cn",
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "proton.me",
            "protonmail.com");

    private Normal() {}

    /** Returns what counts of a text. */
    public static String of(How how, String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return switch (how) {
            case TEXT, SIMILAR_TEXT -> SPACE.matcher(plain).replaceAll("");
            case COMPANY, SIMILAR_COMPANY -> company(plain);
            case PHONE -> phone(plain);
            case EMAIL -> SPACE.matcher(plain).replaceAll("");
            case DOMAIN -> domain(plain);
            case CODE -> NO_WORD.matcher(plain).replaceAll("");
        };
    }

    private static String company(String text) {
        var words = NO_WORD.matcher(text).replaceAll(" ").strip();
        var name = withoutLatinForms(words);
        var joined = withoutChineseForms(NO_WORD.matcher(name).replaceAll(""));
        // A company that is called by its form alone is called so.
        return joined.isEmpty() ? NO_WORD.matcher(text).replaceAll("") : joined;
    }

    private static String withoutLatinForms(String words) {
        var name = words;
        for (boolean again = true; again; ) {
            again = false;
            for (var form : LATIN_FORMS) {
                if (name.endsWith(" " + form)) {
                    name = name.substring(0, name.length() - form.length() - 1).strip();
                    again = true;
                }
            }
        }
        return name;
    }

    private static String withoutChineseForms(String joined) {
        var name = joined;
        for (boolean again = true; again && !CHINESE_FORMS.contains(name); ) {
            again = false;
            for (var form : CHINESE_FORMS) {
                if (!CHINESE_FORMS.contains(name) && name.length() > form.length() + 1 && name.endsWith(form)) {
                    name = name.substring(0, name.length() - form.length());
                    again = true;
                }
            }
        }
        return name;
    }

    private static String phone(String text) {
        var digits = NO_DIGIT.matcher(EXTENSION.matcher(text).replaceFirst("")).replaceAll("");
        var national = COUNTRY.matcher(digits).replaceFirst("");
        var trimmed = national.replaceFirst("^0+", "");
        return trimmed.length() < LEAST_PHONE ? "" : trimmed;
    }

    private static String domain(String text) {
        var at = text.lastIndexOf('@');
        var host = at >= 0 ? text.substring(at + 1) : text.replaceFirst("^[a-z][a-z0-9+.-]*://", "");
        host = host.strip()
                .replaceFirst("[/?#:].*$", "")
                .replaceFirst("^www\\d?\\.", "")
                .replaceFirst("\\.$", "");
        return host.contains(".") && !ANYBODYS.contains(host) ? host : "";
    }
}
