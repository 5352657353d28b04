package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which two records are the same thing in the world. All its comparisons must agree; where one of the values
 * is blank the rule says nothing.
 *
 * @param entity the records that are entered
 * @param target the records among which a match is sought; null for the same entity
 * @param strict whether a match refuses the save; otherwise the person is warned and asked
 */
public record DuplicateDefinition(
        String id, Label label, String entity, @Nullable String target, boolean strict, List<Comparison> comparisons)
        implements Definition {

    public DuplicateDefinition {
        comparisons = List.copyOf(comparisons);
    }

    @Override
    public Kind kind() {
        return Kind.DUPLICATE;
    }

    /** The entity among whose records a match is sought. */
    public String sought() {
        return Optional.ofNullable(target).orElse(entity);
    }

    /**
     * One comparison.
     *
     * @param field of the entity
     * @param targetField of the target; null for the field of the same id
     */
    public record Comparison(String field, @Nullable String targetField, How how) {

        /** The field of the record sought. */
        public String sought() {
            return Optional.ofNullable(targetField).orElse(field);
        }
    }

    /** How two texts are held against each other. */
    public enum How {
        /** The same text; case, width and spaces do not count. */
        TEXT,
        /** The same company; legal forms (有限公司, Co., Ltd.), brackets and punctuation do not count either. */
        COMPANY,
        /** As {@link #COMPANY}, one character may be missing, added or another. */
        SIMILAR_COMPANY,
        /** As {@link #TEXT}, one character of at least four may be missing, added or another. */
        SIMILAR_TEXT,
        /** The same digits; country code 86 and separators do not count. */
        PHONE,
        /** The same address of mail. */
        EMAIL,
        /** The same domain of a mail or web address; domains that anybody may use do not count. */
        DOMAIN,
        /** The same letters and digits. */
        CODE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
