package dev.trellis.core.publish;

import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Metadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one person is changing: a base version and ordered edits. The last edit of a definition counts.
 *
 * @param base the version that was live when it was begun
 */
public record Draft(int base, List<Edit> edits) {

    public Draft {
        var last = new LinkedHashMap<DefinitionKey, Edit>();
        edits.forEach(edit -> {
            last.remove(edit.key());
            last.put(edit.key(), edit);
        });
        edits = List.copyOf(last.values());
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /** The definitions it touches. */
    public Set<DefinitionKey> keys() {
        return edits.stream().map(Edit::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the snapshot with the edits applied. */
    public Metadata applyTo(Metadata metadata) {
        var definitions = new LinkedHashMap<DefinitionKey, Definition>();
        metadata.all().forEach(definition -> definitions.put(definition.key(), definition));
        for (var edit : edits) {
            switch (edit) {
                case Edit.Put(var definition) -> definitions.put(definition.key(), definition);
                case Edit.Delete(var key) -> definitions.remove(key);
            }
        }
        return Metadata.of(metadata.version(), definitions.values());
    }
}
