package dev.trellis.core.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes amounts of renminbi in capital figures, as cheques and contracts need them. */
final class ChineseCapitals {

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String[] PLACES = {"", "拾", "佰", "仟"};
    private static final String[] GROUPS = {"", "万", "亿", "万亿"};
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);

    private ChineseCapitals() {}

    /** Returns the figures, rounded to fen; empty beyond 10¹⁶. */
    static String of(BigDecimal amount) {
        var fen = amount.abs().setScale(2, RoundingMode.HALF_UP);
        if (amount.abs().compareTo(LIMIT) > 0) {
            return "";
        }
        if (fen.signum() == 0) {
            return "零元整";
        }
        var whole = fen.setScale(0, RoundingMode.DOWN);
        int cents = fen.subtract(whole).movePointRight(2).intValueExact();
        var text = new StringBuilder(amount.signum() < 0 ? "负" : "");
        if (whole.signum() > 0) {
            text.append(whole(whole.toPlainString())).append('元');
        }
        if (cents == 0) {
            return text.append('整').toString();
        }
        if (cents >= 10) {
            text.append(DIGITS.charAt(cents / 10)).append('角');
        } else if (whole.signum() > 0) {
            text.append('零');
        }
        return text.append(cents % 10 == 0 ? "整" : DIGITS.charAt(cents % 10) + "分")
                .toString();
    }

    private static String whole(String digits) {
        var text = new StringBuilder();
        boolean pendingZero = false;
        boolean groupHasDigit = false;
        for (int i = 0; i < digits.length(); i++) {
            int place = digits.length() - 1 - i;
            int digit = digits.charAt(i) - '0';
            if (digit == 0) {
                pendingZero = true;
            } else {
                if (pendingZero && !text.isEmpty()) {
                    text.append('零');
                }
                pendingZero = false;
                groupHasDigit = true;
                text.append(DIGITS.charAt(digit)).append(PLACES[place % 4]);
            }
            if (place % 4 == 0) {
                if (groupHasDigit || needsYi(place, digits, text)) {
                    text.append(groupName(place, digits));
                }
                groupHasDigit = false;
            }
        }
        return text.toString();
    }

    /** 亿 stands even where only 万亿 has digits above it. */
    private static boolean needsYi(int place, String digits, StringBuilder text) {
        return place == 8 && digits.length() > 12 && !text.isEmpty();
    }

    private static String groupName(int place, String digits) {
        boolean isAboveYi = place == 12 && digits.length() > 12;
        return isAboveYi ? "万" : GROUPS[Math.min(place / 4, GROUPS.length - 1)];
    }
}
