package dev.trellis.workflow.lint;

import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Branches that compare one and the same number with constants, as the parts of a number line. Branches that say more than
 * that are not understood, and nothing is said about them.
 */
final class NumericBranches {

    private static final Pattern COMPARISON =
            Pattern.compile("\\(?\\s*([a-z][a-z0-9_.]*)\\s*(<=|>=|<|>|=)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*(%?)\\s*\\)?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * A part of the line.
     *
     * @param from null for everything below {@code to}
     * @param to null for everything above {@code from}
     */
    record Interval(
            @Nullable BigDecimal from,
            boolean withFrom,
            @Nullable BigDecimal to,
            boolean withTo) {

        static final Interval ALL = new Interval(null, false, null, false);

        boolean isEmpty() {
            if (from == null || to == null) {
                return false;
            }
            int order = from.compareTo(to);
            return order > 0 || (order == 0 && !(withFrom && withTo));
        }

        Interval and(Interval other) {
            var low = later(this, other) ? this : other;
            var high = earlier(this, other) ? this : other;
            return new Interval(low.from, low.withFrom, high.to, high.withTo);
        }

        /** Whether the one begins later than the other. */
        private static boolean later(Interval one, Interval other) {
            if (one.from == null || other.from == null) {
                return other.from == null;
            }
            int order = one.from.compareTo(other.from);
            return order > 0 || (order == 0 && !one.withFrom);
        }

        private static boolean earlier(Interval one, Interval other) {
            if (one.to == null || other.to == null) {
                return other.to == null;
            }
            int order = one.to.compareTo(other.to);
            return order < 0 || (order == 0 && !one.withTo);
        }

        String text() {
            return (withFrom ? "[" : "(") + plain(from, "-∞") + ", " + plain(to, "∞") + (withTo ? "]" : ")");
        }

        private static String plain(@Nullable BigDecimal value, String otherwise) {
            return value == null ? otherwise : value.stripTrailingZeros().toPlainString();
        }
    }

    /** A branch as a part of the line. */
    record Part(Branch branch, Interval interval) {}

    private final List<Part> parts;

    private NumericBranches(List<Part> parts) {
        this.parts = parts;
    }

    /** Empty unless every branch is understood and all speak of one field. */
    static Optional<NumericBranches> of(List<Branch> branches) {
        var parts = new ArrayList<Part>();
        var field = "";
        for (var branch : branches) {
            var interval = Interval.ALL;
            for (var comparison : branch.when().split("(?i)\\bAND\\b", -1)) {
                var match = COMPARISON.matcher(comparison.strip());
                if (!match.matches() || !(field.isEmpty() || field.equals(match.group(1)))) {
                    return Optional.empty();
                }
                field = match.group(1);
                interval = interval.and(interval(match.group(2), number(match.group(3), match.group(4))));
            }
            parts.add(new Part(branch, interval));
        }
        return Optional.of(new NumericBranches(parts));
    }

    private static BigDecimal number(String digits, String percent) {
        var number = new BigDecimal(digits);
        return percent.isEmpty() ? number : number.divide(HUNDRED);
    }

    private static Interval interval(String operator, BigDecimal number) {
        return switch (operator) {
            case "<" -> new Interval(null, false, number, false);
            case "<=" -> new Interval(null, false, number, true);
            case ">" -> new Interval(number, false, null, false);
            case ">=" -> new Interval(number, true, null, false);
            default -> new Interval(number, true, number, true);
        };
    }

    /** Two branches that hold for the same numbers, of which only the first is taken. */
    record Overlap(Branch first, Branch second, Interval common, boolean hidesSecond) {}

    List<Overlap> overlaps() {
        var found = new ArrayList<Overlap>();
        for (int i = 0; i < parts.size(); i++) {
            for (int j = i + 1; j < parts.size(); j++) {
                var common = parts.get(i).interval().and(parts.get(j).interval());
                if (!common.isEmpty()) {
                    found.add(new Overlap(
                            parts.get(i).branch(),
                            parts.get(j).branch(),
                            common,
                            common.equals(parts.get(j).interval())));
                }
            }
        }
        return found;
    }

    /** The branches that hold for no number at all. */
    List<Branch> empty() {
        return parts.stream()
                .filter(part -> part.interval().isEmpty())
                .map(Part::branch)
                .toList();
    }

    /** What lies between branches and belongs to none. */
    List<Interval> gaps() {
        var sorted = parts.stream()
                .map(Part::interval)
                .filter(interval -> !interval.isEmpty())
                .sorted(Comparator.comparing(
                                Interval::from, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
                        .thenComparing(interval -> !interval.withFrom()))
                .toList();
        var gaps = new ArrayList<Interval>();
        if (sorted.isEmpty()) {
            return gaps;
        }
        var reached = sorted.getFirst();
        for (var next : sorted.subList(1, sorted.size())) {
            var to = reached.to();
            var from = next.from();
            if (to == null) {
                break;
            }
            if (from != null) {
                var gap = new Interval(to, !reached.withTo(), from, !next.withFrom());
                if (!gap.isEmpty()) {
                    gaps.add(gap);
                }
            }
            if (Interval.earlier(reached, next)) {
                reached = next;
            }
        }
        return gaps;
    }
}
