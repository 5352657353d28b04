package dev.trellis.core.access;

import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a personal token may be used for: never more than its owner may do at that moment, often less.
 *
 * @param entities the verbs by entity; {@link #EVERY} stands for all entities without an entry of their own
 * @param areas what beyond records it opens
 */
public record TokenScope(Map<String, Set<Verb>> entities, Set<Area> areas) {

    /** Stands for every entity. */
    public static final String EVERY = "*";

    public TokenScope {
        var copy = new TreeMap<String, Set<Verb>>();
        entities.forEach((entity, verbs) ->
                copy.put(entity, verbs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(verbs))));
        entities = Collections.unmodifiableMap(copy);
        areas = areas.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(areas));
    }

    /** Parts of the API that are not records. */
    public enum Area {
        /** Requests, tasks and decisions. */
        APPROVALS,
        /** Definitions, drafts, publishing, packages. */
        METADATA,
        /** Everything that administrators and operators do. */
        ADMINISTRATION;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Area> of(String key) {
            return Arrays.stream(values())
                    .filter(area -> area.key().equals(key))
                    .findFirst();
        }
    }

    /** Returns the verbs on an entity. */
    public Set<Verb> verbs(String entity) {
        var own = entities.get(entity);
        return own == null ? entities.getOrDefault(EVERY, Set.of()) : own;
    }

    /** Writes it as one line of ASCII: {@code account=read,create;*=read|approvals}. */
    public String text() {
        var verbs = entities.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + entry.getValue().stream().map(Verb::key).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
        return verbs + "|" + areas.stream().map(Area::key).collect(Collectors.joining(","));
    }

    /** Reads what {@link #text} wrote; a word that is not known any more opens nothing. */
    public static TokenScope parse(String text) {
        int bar = text.indexOf('|');
        var entities = new TreeMap<String, Set<Verb>>();
        for (var entry : parts(text.substring(0, bar), ";")) {
            int equals = entry.indexOf('=');
            entities.put(
                    entry.substring(0, equals),
                    parts(entry.substring(equals + 1), ",").stream()
                            .flatMap(word -> verb(word).stream())
                            .collect(Collectors.toSet()));
        }
        return new TokenScope(
                entities,
                parts(text.substring(bar + 1), ",").stream()
                        .flatMap(word -> Area.of(word).stream())
                        .collect(Collectors.toSet()));
    }

    /** Finds a verb by its key. */
    public static Optional<Verb> verb(String key) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.key().equals(key))
                .findFirst();
    }

    private static java.util.List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
