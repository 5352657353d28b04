package dev.trellis.core.metadata;

import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.MetadataChange.How;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares snapshots. What it says is about designed things; order of JSON, defaults and versions make no difference. */
@Singleton
public final class MetadataDiff {

    private final MetadataJson json;
    private final FieldTypes types;

    public MetadataDiff(MetadataJson json, FieldTypes types) {
        this.json = json;
        this.types = types;
    }

    /** Returns what changes from {@code before} to {@code after}, by definition. */
    public List<MetadataChange> between(Metadata before, Metadata after) {
        var keys = new TreeSet<DefinitionKey>();
        before.all().forEach(definition -> keys.add(definition.key()));
        after.all().forEach(definition -> keys.add(definition.key()));
        var changes = new ArrayList<MetadataChange>();
        for (var key : keys) {
            var was = before.find(key);
            var is = after.find(key);
            if (was.isEmpty()) {
                is.ifPresent(definition -> changes.add(new MetadataChange.DefinitionAdded(definition)));
            } else if (is.isEmpty()) {
                changes.add(new MetadataChange.DefinitionRemoved(was.get()));
            } else {
                compare(was.get(), is.get(), new PartNames(before, after, key), changes);
            }
        }
        return List.copyOf(changes);
    }

    private void compare(Definition before, Definition after, PartNames names, List<MetadataChange> changes) {
        var was = json.write(before);
        var is = json.write(after);
        if (was.equals(is)) {
            return;
        }
        if (before instanceof EntityDefinition old && after instanceof EntityDefinition now) {
            fields(old, now, changes);
            was.remove("retired");
            is.remove("retired");
            keepCommonFields(was, is, now, old);
        }
        PartDiff.run(
                was,
                is,
                (path, how, from, to) -> changes.add(new MetadataChange.PartChanged(
                        after.key(), after.label(), String.join("/", path), names.of(path), how, from, to)));
    }

    private static void keepCommonFields(ObjectNode was, ObjectNode is, EntityDefinition now, EntityDefinition old) {
        for (var side : List.of(was, is)) {
            if (side.get("fields") instanceof ArrayNode fields) {
                fields.removeIf(field -> now.field(field.path("id").asString()).isEmpty()
                        || old.field(field.path("id").asString()).isEmpty());
            }
        }
    }

    private void fields(EntityDefinition before, EntityDefinition after, List<MetadataChange> changes) {
        for (var field : after.fields()) {
            if (before.field(field.id()).isEmpty()) {
                var restored = before.retiredField(field.id()).isPresent();
                changes.add(new MetadataChange.FieldAdded(after, field, typeLabel(field), restored));
            }
        }
        for (var field : before.fields()) {
            if (after.field(field.id()).isEmpty()) {
                changes.add(new MetadataChange.FieldDropped(before, field));
            }
        }
    }

    private Label typeLabel(FieldDefinition field) {
        var key = field.type().key();
        return types.find(key).map(FieldTypeProvider::label).orElse(Label.of(key, key));
    }

    /** Receives one difference. */
    interface Sink {
        void part(List<String> path, How how, String before, String after);
    }
}
