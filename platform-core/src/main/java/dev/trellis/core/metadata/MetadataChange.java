package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One difference between two snapshots, in the words of the people who design; {@link MetadataDiff} finds them. */
public sealed interface MetadataChange {

    /** The definition that changes. */
    DefinitionKey key();

    /** A stable name of the change, by which a person confirms it: {@code drop:quote.total}. */
    String id();

    /** Tells whether values may disappear from sight, so that a person must confirm it. */
    boolean isLossy();

    /** What changes, as a sentence in the reader's language. */
    String text(Locale locale);

    record DefinitionAdded(Definition definition) implements MetadataChange {
        @Override
        public DefinitionKey key() {
            return definition.key();
        }

        @Override
        public String id() {
            return "add:" + key();
        }

        @Override
        public boolean isLossy() {
            return false;
        }

        @Override
        public String text(Locale locale) {
            return sentence("change.added", key(), definition.label(), Map.of(), locale);
        }
    }

    record DefinitionRemoved(Definition definition) implements MetadataChange {
        @Override
        public DefinitionKey key() {
            return definition.key();
        }

        @Override
        public String id() {
            return "remove:" + key();
        }

        @Override
        public boolean isLossy() {
            return definition instanceof EntityDefinition;
        }

        @Override
        public String text(Locale locale) {
            return sentence("change.removed", key(), definition.label(), Map.of(), locale);
        }
    }

    /**
     * A field that is new, or back with the values it had.
     *
     * @param type what people call its type
     */
    record FieldAdded(EntityDefinition entity, FieldDefinition field, Label type, boolean restored)
            implements MetadataChange {
        @Override
        public DefinitionKey key() {
            return entity.key();
        }

        @Override
        public String id() {
            return (restored ? "restore:" : "add:") + entity.id() + "." + field.id();
        }

        @Override
        public boolean isLossy() {
            return false;
        }

        @Override
        public String text(Locale locale) {
            return sentence(
                    restored ? "change.field.restored" : "change.field.added",
                    key(),
                    entity.label(),
                    Map.of("field", field.label(), "type", type),
                    locale);
        }
    }

    record FieldDropped(EntityDefinition entity, FieldDefinition field) implements MetadataChange {
        @Override
        public DefinitionKey key() {
            return entity.key();
        }

        @Override
        public String id() {
            return "drop:" + entity.id() + "." + field.id();
        }

        @Override
        public boolean isLossy() {
            return true;
        }

        @Override
        public String text(Locale locale) {
            return sentence("change.field.dropped", key(), entity.label(), Map.of("field", field.label()), locale);
        }
    }

    /** A part of a definition that is new, gone or different: a section, a column, a right, a property of a field. */
    record PartChanged(
            DefinitionKey key, Label definition, String path, Label where, How how, String before, String after)
            implements MetadataChange {
        @Override
        public String id() {
            return how.name().toLowerCase(Locale.ROOT) + ":" + key + "/" + path;
        }

        @Override
        public boolean isLossy() {
            return false;
        }

        @Override
        public String text(Locale locale) {
            return sentence(
                    "change.part." + how.name().toLowerCase(Locale.ROOT),
                    key,
                    definition,
                    Map.of("where", where, "before", before, "after", after),
                    locale);
        }
    }

    /** How a part changes. */
    enum How {
        ADDED,
        REMOVED,
        CHANGED,
        /** The same parts in another order. */
        REORDERED
    }

    /** Returns the changes of one definition. */
    static List<MetadataChange> of(List<MetadataChange> changes, DefinitionKey key) {
        return changes.stream().filter(change -> change.key().equals(key)).toList();
    }

    private static String sentence(
            String text, DefinitionKey key, Label label, Map<String, Object> more, Locale locale) {
        var arguments = new HashMap<>(more);
        arguments.put("kind", Messages.text("metadata.kind." + key.kind().key(), locale));
        arguments.put("label", label.isEmpty() ? Label.of(key.id(), key.id()) : label);
        var sentence = Messages.text(text, locale, arguments);
        return sentence.substring(0, 1).toUpperCase(locale) + sentence.substring(1);
    }
}
