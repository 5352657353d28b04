package dev.trellis.core.duplicate;

import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.DuplicateDefinition.Comparison;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A duplicate rule at work: the keys of a record and whether two records match. Pure. */
public record DuplicateRule(DuplicateDefinition definition) {

    private static final String BETWEEN = "\u0000";

    /** Which record of a pair: the one entered or one among which a match is sought. */
    public enum Side {
        ENTERED,
        SOUGHT
    }

    public String id() {
        return definition.id();
    }

    /** Tells whether both records of a pair are of one entity and looked at in the same fields. */
    public boolean isWithinOneEntity() {
        return definition.sought().equals(definition.entity())
                && fields(Side.ENTERED).equals(fields(Side.SOUGHT));
    }

    /** The fields that the rule reads of a record. */
    public List<String> fields(Side side) {
        return definition.comparisons().stream()
                .map(comparison -> field(comparison, side))
                .toList();
    }

    private static String field(Comparison comparison, Side side) {
        return side == Side.ENTERED ? comparison.field() : comparison.sought();
    }

    /** The keys of a record; none where a value is blank. Matching records share at least one. */
    public Set<Long> keys(Side side, Function<String, @Nullable Object> values) {
        Set<String> texts = Set.of("");
        for (var comparison : definition.comparisons()) {
            var normal = normal(comparison, values.apply(field(comparison, side)));
            if (normal.isEmpty()) {
                return Set.of();
            }
            var longer = new LinkedHashSet<String>();
            for (var text : texts) {
                parts(comparison, normal).forEach(part -> longer.add(text + BETWEEN + part));
            }
            texts = longer;
        }
        var keys = new LinkedHashSet<Long>();
        texts.forEach(text -> keys.add(hash(text)));
        return keys;
    }

    private static Set<String> parts(Comparison comparison, String normal) {
        return isSimilar(comparison) ? Similarity.keys(normal) : Set.of(normal);
    }

    /** Tells whether a comparison lets texts differ a little. */
    public static boolean isSimilar(Comparison comparison) {
        return switch (comparison.how()) {
            case SIMILAR_COMPANY, SIMILAR_TEXT -> true;
            case TEXT, COMPANY, PHONE, EMAIL, DOMAIN, CODE -> false;
        };
    }

    /** Tells whether a record that is entered and one that is there agree in every comparison. */
    public boolean matches(Function<String, @Nullable Object> entered, Function<String, @Nullable Object> sought) {
        BiPredicate<String, String> same = String::equals;
        BiPredicate<String, String> near = Similarity::isNear;
        for (var comparison : definition.comparisons()) {
            var one = normal(comparison, entered.apply(comparison.field()));
            var other = normal(comparison, sought.apply(comparison.sought()));
            var agree = isSimilar(comparison) ? near : same;
            if (one.isEmpty() || other.isEmpty() || !agree.test(one, other)) {
                return false;
            }
        }
        return true;
    }

    private static String normal(Comparison comparison, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number ->
                Normal.of(comparison.how(), number.stripTrailingZeros().toPlainString());
            default -> Normal.of(comparison.how(), value.toString());
        };
    }

    private static long hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rules by which matches of an entity's records are sought. */
    public static List<DuplicateRule> of(List<DuplicateDefinition> definitions, String entity) {
        return rules(definitions, definition -> definition.entity().equals(entity));
    }

    /** The rules that seek among an entity's records, which therefore need keys. */
    public static List<DuplicateRule> among(List<DuplicateDefinition> definitions, String entity) {
        return rules(definitions, definition -> definition.sought().equals(entity));
    }

    private static List<DuplicateRule> rules(
            List<DuplicateDefinition> definitions, java.util.function.Predicate<DuplicateDefinition> wanted) {
        var rules = new ArrayList<DuplicateRule>();
        definitions.stream().filter(wanted).map(DuplicateRule::new).forEach(rules::add);
        return List.copyOf(rules);
    }
}
