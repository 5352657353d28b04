package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.people.ApproverResolver;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what the conditions of flows and rules need: whole records, whoever may see them. */
@Singleton
public final class RecordReader {

    public static final Actor APPROVAL = new Actor.Platform(Purpose.APPROVAL);

    private final Records records;
    private final List<ApproverResolver> resolvers;
    private final FunctionCalls functions;

    RecordReader(Records records, List<ApproverResolver> resolvers, FunctionCalls functions) {
        this.records = records;
        this.resolvers = List.copyOf(resolvers);
        this.functions = functions;
    }

    /** Answers for functions in JavaScript. */
    public FunctionCalls functions() {
        return functions;
    }

    /** What currencies are worth, looked up once each. */
    public Rates rates() {
        return records.rates().remembered();
    }

    /** Asks an installed resolver; nobody where there is none with the key. */
    List<RecordId> resolve(String resolver, ApproverResolver.Asked asked) {
        return resolvers.stream()
                .filter(one -> one.key().equals(resolver))
                .flatMap(one -> one.resolve(asked).stream())
                .toList();
    }

    public Metadata metadata() {
        return records.schema(APPROVAL).metadata();
    }

    public Optional<StoredRecord> find(String entity, RecordId id) {
        return records.find(APPROVAL, entity, id, Set.of()) instanceof FindResult.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    /** Returns the value at the end of a path over lookups; empty where any part of it is blank. */
    public Optional<Object> value(String entity, RecordId id, String path) {
        return records.find(APPROVAL, entity, id, Set.of(path)) instanceof FindResult.Found(var found)
                ? Optional.ofNullable(found.value(path))
                : Optional.empty();
    }

    /** Returns the record at the end of a path over lookups; empty where any part of it is blank. */
    Optional<StoredRecord> behind(StoredRecord record, String path) {
        var at = Optional.of(record);
        for (var lookup : path.split("\\.")) {
            at = at.flatMap(here -> here.value(lookup) instanceof RecordId id
                    ? target(metadata(), here.entity(), lookup).flatMap(entity -> find(entity, id))
                    : Optional.empty());
        }
        return at;
    }

    /** Returns what people call a field or the end of a path; the path itself where it no longer exists. */
    Label label(String entity, String path) {
        return records.schema(APPROVAL)
                .path(entity, path)
                .map(FieldDefinition::label)
                .orElseGet(() -> Label.of(path, path));
    }

    /** Returns the entity to which a lookup refers. */
    public Optional<String> target(String entity, String lookupField) {
        return target(metadata(), entity, lookupField);
    }

    private static Optional<String> target(Metadata metadata, String entity, String lookupField) {
        if (lookupField.equals(SystemFields.OWNER)
                || lookupField.equals(SystemFields.CREATED_BY)
                || lookupField.equals(SystemFields.CHANGED_BY)) {
            return Optional.of("user");
        }
        if (lookupField.equals(SystemFields.DEPARTMENT)) {
            return Optional.of("department");
        }
        var definition = metadata.entity(entity);
        if (lookupField.equals(SystemFields.PARENT)) {
            return definition.map(EntityDefinition::ownedBy);
        }
        return definition
                .flatMap(found -> found.field(lookupField))
                .map(field -> field.type().valueType())
                .flatMap(type -> type instanceof ValueType.Ref(var target) ? Optional.of(target) : Optional.empty());
    }

    /** Tells whether a field, or the end of a path, refers to a department. */
    boolean isDepartment(String entity, String path) {
        return path.equals(SystemFields.DEPARTMENT)
                || records.schema(APPROVAL)
                        .path(entity, path)
                        .filter(field -> field.type().valueType().equals(new ValueType.Ref("department")))
                        .isPresent();
    }

    public ExpressionRow row(Metadata metadata, StoredRecord record) {
        return new Row(metadata, record.entity(), () -> Optional.of(record));
    }

    /** A record that is read when an expression first asks for it. */
    public ExpressionRow lazyRow(Metadata metadata, String entity, RecordId id) {
        return new Row(metadata, entity, () -> find(entity, id));
    }

    private final class Row implements ExpressionRow {
        private final Metadata metadata;
        private final String entity;
        private final Supplier<Optional<StoredRecord>> source;
        private @Nullable StoredRecord read;

        Row(Metadata metadata, String entity, Supplier<Optional<StoredRecord>> source) {
            this.metadata = metadata;
            this.entity = entity;
            this.source = source;
        }

        @Override
        public @Nullable Object value(String field) {
            return record().map(found -> value(found, field)).orElse(null);
        }

        @Override
        public Optional<ExpressionRow> related(String lookupField) {
            if (!(value(lookupField) instanceof RecordId id)) {
                return Optional.empty();
            }
            return target(metadata, entity, lookupField).map(target -> lazyRow(metadata, target, id));
        }

        @Override
        public List<ExpressionRow> rows(String childrenField) {
            return record().map(found -> found.lines(childrenField)).orElse(List.of()).stream()
                    .map(line -> row(metadata, line))
                    .toList();
        }

        private Optional<StoredRecord> record() {
            if (read == null) {
                read = source.get().orElse(null);
            }
            return Optional.ofNullable(read);
        }

        private static @Nullable Object value(StoredRecord record, String field) {
            return switch (field) {
                case SystemFields.ID -> record.id();
                case SystemFields.VERSION -> java.math.BigDecimal.valueOf(record.version());
                default -> record.value(field);
            };
        }
    }
}
