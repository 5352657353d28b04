package dev.trellis.core.record;

import dev.trellis.core.field.FieldContext;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import dev.trellis.core.schema.TableLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How the records of one entity are stored; made once per snapshot. */
final class Shape {

    private static final int MOST_TEXTS = 200;

    private final Map<Object, String> texts = new ConcurrentHashMap<>();
    private final EntityDefinition entity;
    private final String currency;
    private final SqlName table;
    private final Map<String, FieldShape> fields;
    private final List<FieldShape> stored;
    private final List<FieldShape> designed;
    private final List<FieldShape> lines;
    private final List<FieldShape> links;
    private final List<FieldShape> trees;
    private final List<FieldShape> amounts;
    private final List<Integer> extensions;

    private Shape(EntityDefinition entity, String currency, Map<String, FieldShape> fields) {
        this.entity = entity;
        this.currency = currency;
        this.table = PhysicalNames.table(entity);
        this.fields = Collections.unmodifiableMap(fields);
        this.stored = fields.values().stream().filter(FieldShape::isStored).toList();
        this.designed =
                fields.values().stream().filter(field -> !field.isSystem()).toList();
        this.lines =
                designed.stream().filter(field -> field.lines().isPresent()).toList();
        this.links = designed.stream().filter(field -> field.links() != null).toList();
        this.trees = designed.stream().filter(FieldShape::isTree).toList();
        this.amounts = stored.stream()
                .filter(field -> field.definition().type().worth().isPresent())
                .toList();
        this.extensions = designed.stream()
                .map(FieldShape::extension)
                .filter(number -> number > 0)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns a statement's text, made once for each key; past a number of different ones it is made each time.
     *
     * @param key what the text depends on beside the shape
     */
    String text(Object key, Supplier<String> made) {
        var there = texts.get(key);
        if (there != null) {
            return there;
        }
        var text = made.get();
        if (texts.size() < MOST_TEXTS) {
            texts.put(key, text);
        }
        return text;
    }

    static Shape of(EntityDefinition entity, FieldContext context, TableLayout layout, Seals seals) {
        var fields = new LinkedHashMap<String, FieldShape>();
        SystemFieldDefinitions.stored(entity, context)
                .forEach(field ->
                        fields.put(field.id(), FieldShape.of(entity.id(), field, true, 0, seals.of(entity, field))));
        entity.fields()
                .forEach(field -> fields.put(
                        field.id(),
                        FieldShape.of(
                                entity.id(), field, false, layout.numberOf(entity, field), seals.of(entity, field))));
        return new Shape(entity, context.currency(), fields);
    }

    EntityDefinition entity() {
        return entity;
    }

    String id() {
        return entity.id();
    }

    SqlName table() {
        return table;
    }

    /** Whether the records are line items of others. */
    boolean isOwned() {
        return entity.ownedBy() != null;
    }

    Optional<FieldShape> field(String id) {
        return Optional.ofNullable(fields.get(id));
    }

    FieldShape known(String id) {
        var field = fields.get(id);
        if (field == null) {
            throw new IllegalArgumentException("No field " + id + " in " + entity.id());
        }
        return field;
    }

    /** The fields that have columns, system fields first. */
    List<FieldShape> stored() {
        return stored;
    }

    List<FieldShape> designed() {
        return designed;
    }

    /** The line-items fields. */
    List<FieldShape> lines() {
        return lines;
    }

    /** The field whose text names a record; the id where the designer named none that is stored. */
    FieldShape title() {
        var title = fields.get(entity.title());
        return title != null && title.isPlain() ? title : known(SystemFields.ID);
    }

    /** The lists that are kept in tables of their own. */
    List<FieldShape> links() {
        return links;
    }

    /** The hierarchies. */
    List<FieldShape> trees() {
        return trees;
    }

    /** The fields that keep what an amount is worth in the workspace's currency. */
    List<FieldShape> amounts() {
        return amounts;
    }

    /** The workspace's currency. */
    String currency() {
        return currency;
    }

    /** The numbers of the extension tables. */
    List<Integer> extensions() {
        return extensions;
    }

    SqlName extension(int number) {
        return PhysicalNames.extension(id(), number);
    }

    /** The fields that have columns in the first table or in an extension. */
    List<FieldShape> in(int number) {
        return stored.stream()
                .filter(field -> field.links() == null && field.extension() == number)
                .toList();
    }

    boolean hasUnique() {
        return designed.stream().anyMatch(field -> field.definition().unique() && field.isStored());
    }

    /** How the values of sealed fields are sealed. */
    interface Seals {
        FieldShape.Seal of(EntityDefinition entity, FieldDefinition field);
    }
}
