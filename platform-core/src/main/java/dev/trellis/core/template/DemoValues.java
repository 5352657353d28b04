package dev.trellis.core.template;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the values of demo rows: keys become ids, relative days become days. */
final class DemoValues {

    private static final Pattern RELATIVE = Pattern.compile("today(?:([+-][0-9]{1,5})d)?");

    private static final LocalTime WORK_BEGINS = LocalTime.of(9, 0);
    private static final int WORKING_MINUTES = 8 * 60;

    private final Metadata metadata;
    private final LocalDate today;
    private final Map<String, RecordId> ids = new HashMap<>();

    DemoValues(Metadata metadata, LocalDate today) {
        this.metadata = metadata;
        this.today = today;
    }

    /** @param unresolved keys, by field, of records that do not exist yet */
    record Row(Map<String, @Nullable Object> values, Map<String, String> unresolved) {}

    /** Returns the entities so that those that are referred to come first, as far as that is possible. */
    static List<String> order(Metadata metadata, Set<String> entities) {
        var waiting = new TreeSet<>(entities);
        var ordered = new LinkedHashSet<String>();
        for (var first : List.of("department", "user")) {
            if (waiting.remove(first)) {
                ordered.add(first);
            }
        }
        while (!waiting.isEmpty()) {
            var next = waiting.stream()
                    .filter(entity -> needs(metadata, entity).stream()
                            .noneMatch(needed -> !needed.equals(entity) && waiting.contains(needed)))
                    .findFirst()
                    .orElse(waiting.first());
            waiting.remove(next);
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private static SequencedSet<String> needs(Metadata metadata, String id) {
        var needed = new LinkedHashSet<String>();
        for (var field : entity(metadata, id).fields()) {
            if (field.type().valueType() instanceof ValueType.Ref(var target)) {
                needed.add(target);
            }
            if (field.type().valueType() instanceof ValueType.Rows(var child)) {
                needed.addAll(needs(metadata, child));
            }
        }
        return needed;
    }

    void put(String key, RecordId id) {
        if (ids.put(key, id) != null) {
            throw new TrellisException("Two rows of the demo set have the key " + key);
        }
    }

    RecordId id(String key) {
        return find(key).orElseThrow(() -> new TrellisException("The demo set has no record " + key));
    }

    private Optional<RecordId> find(String key) {
        return Optional.ofNullable(ids.get(key));
    }

    Row decode(String entityId, String place, ObjectNode given) {
        var entity = entity(metadata, entityId);
        var values = new LinkedHashMap<String, @Nullable Object>();
        var unresolved = new LinkedHashMap<String, String>();
        for (var property : given.properties()) {
            var field = entity.field(property.getKey())
                    .orElseThrow(() -> new TrellisException(
                            place + " of the demo set: " + entityId + " has no field " + property.getKey()));
            var json = property.getValue();
            if (field.type().valueType() instanceof ValueType.Ref && json.isString()) {
                var found = find(json.stringValue());
                found.ifPresentOrElse(
                        id -> values.put(field.id(), id), () -> unresolved.put(field.id(), json.stringValue()));
            } else {
                values.put(field.id(), value(field, place + "." + field.id(), json));
            }
        }
        return new Row(values, unresolved);
    }

    private @Nullable Object value(FieldDefinition field, String place, JsonNode json) {
        return switch (field.type().valueType()) {
            case ValueType.Rows(var child) -> lines(child, place, json);
            case ValueType.Date _
            when json.isString() && json.stringValue().startsWith("today") -> day(place, json.stringValue());
            case ValueType.DateTime _
            when json.isString() && json.stringValue().startsWith("today") -> moment(place, json.stringValue());
            case ValueType _ ->
                switch (field.type().codec().fromJson(json)) {
                    case Decoded.Value(var value) -> value;
                    case Decoded.Refused(var problem) ->
                        throw new TrellisException(
                                place + " of the demo set: " + Messages.text(problem, Locale.ENGLISH));
                };
        };
    }

    private List<Change.Line> lines(String child, String place, JsonNode json) {
        var lines = new ArrayList<Change.Line>();
        for (var element : json) {
            if (!(element instanceof ObjectNode line)) {
                throw new TrellisException(place + " of the demo set is not a list of lines");
            }
            var row = decode(child, place, line);
            if (!row.unresolved().isEmpty()) {
                throw new TrellisException(
                        place + " of the demo set refers to " + row.unresolved().values());
            }
            lines.add(new Change.Line(null, row.values()));
        }
        return lines;
    }

    private LocalDate day(String place, String text) {
        var matcher = RELATIVE.matcher(text);
        if (!matcher.matches()) {
            throw new TrellisException(place + " of the demo set: " + text + " is not like today-12d");
        }
        var days = matcher.group(1);
        return days == null ? today : today.plusDays(Integer.parseInt(days));
    }

    /** A moment of a working day: the same row always gets the same. */
    private Instant moment(String place, String text) {
        var minutes = Math.floorMod(place.hashCode(), WORKING_MINUTES);
        return day(place, text)
                .atTime(WORK_BEGINS)
                .plusMinutes(minutes)
                .atZone(metadata.zone())
                .toInstant();
    }

    private static EntityDefinition entity(Metadata metadata, String id) {
        return metadata.entity(id)
                .orElseThrow(() -> new TrellisException("The demo set speaks of the unknown entity " + id));
    }
}
