package dev.trellis.core.record;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a page ended: the values of its sort keys in the last row and that row's id. Opaque to callers, readable only
 * with the same sort.
 */
record Cursor(List<@Nullable Object> values, long id) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Cursor {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    String text(List<SortKey> sort) {
        var array = JsonNodeFactory.instance.arrayNode();
        array.add(signature(sort));
        array.add(Long.toString(id));
        for (var value : values) {
            array.add(written(value));
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsString(array).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    static Optional<Cursor> read(String text, List<SortKey> sort) {
        try {
            var json = JSON.readTree(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (!json.isArray()
                    || json.size() != sort.size() + 2
                    || !json.get(0).asString("").equals(signature(sort))) {
                return Optional.empty();
            }
            var values = new ArrayList<@Nullable Object>();
            for (int i = 2; i < json.size(); i++) {
                values.add(value(json.get(i).asString("")));
            }
            return Optional.of(new Cursor(values, Long.parseLong(json.get(1).asString(""))));
        } catch (JacksonException | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static String signature(List<SortKey> sort) {
        var text = new StringBuilder();
        sort.forEach(key -> text.append(key.descending() ? '-' : '+').append(key.path()));
        return text.toString();
    }

    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "0";
            case String text -> "s" + text;
            case Number number -> "n" + new BigDecimal(number.toString()).toPlainString();
            case LocalDateTime time -> "t" + time;
            case LocalDate date -> "d" + date;
            case LocalTime time -> "h" + time;
            default -> "s" + value;
        };
    }

    private static @Nullable Object value(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("An empty value");
        }
        var rest = text.substring(1);
        return switch (text.charAt(0)) {
            case '0' -> null;
            case 's' -> rest;
            case 'n' -> new BigDecimal(rest);
            case 't' -> LocalDateTime.parse(rest);
            case 'd' -> LocalDate.parse(rest);
            case 'h' -> LocalTime.parse(rest);
            default -> throw new IllegalArgumentException("No such kind of value");
        };
    }
}
