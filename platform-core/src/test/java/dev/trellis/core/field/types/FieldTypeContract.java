package dev.trellis.core.field.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trellis.core.database.Dialect;
import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.schema.ColumnDdl;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every field type must keep, whoever wrote it. A plug-in's test makes one with its provider and samples and calls
 * {@link #holds()}.
 *
 * @param provider the provider under test
 * @param configured a type with every option away from its default
 * @param values carriers that must survive, the extremes among them; null is always tried
 * @param refused JSON texts that codec and schema must refuse
 */
public record FieldTypeContract(
        FieldTypeProvider provider, FieldType configured, List<Object> values, List<String> refused) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Checks all of it. */
    public void holds() {
        describes_itself_in_every_language();
        options_survive_json();
        unknown_options_are_refused();
        values_survive_json_and_fit_the_schema();
        values_survive_text_in_every_language();
        values_survive_their_columns();
        expressions_see_what_the_type_says();
        normalising_changes_nothing_twice();
        wrong_json_is_refused_by_codec_and_schema();
    }

    /** Writes every value to real columns and reads it back; for types that store nothing of their own it does nothing. */
    public void holdsOn(Connection connection, Dialect dialect) throws SQLException {
        if (configured.storage() instanceof Storage.LinkTable(var parts)) {
            elements_survive_their_table(connection, dialect, parts);
            return;
        }
        var columns = columnTypes();
        if (columns.isEmpty()) {
            return;
        }
        var table = "contract_" + provider.key();
        var names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
        var ddl = IntStream.range(0, columns.size())
                .mapToObj(i -> names.get(i) + " " + ColumnDdl.of(columns.get(i), dialect))
                .collect(Collectors.joining(", "));
        var values = withNull();
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY, " + ddl + ")");
        }
        var insert = "INSERT INTO %s (id, %s) VALUES (?%s)"
                .formatted(table, String.join(", ", names), ", ?".repeat(names.size()));
        try (var prepared = connection.prepareStatement(insert)) {
            for (int row = 0; row < values.size(); row++) {
                prepared.setInt(1, row);
                var cells = configured.codec().toColumns(values.get(row));
                for (int i = 0; i < cells.size(); i++) {
                    prepared.setObject(i + 2, cells.get(i));
                }
                prepared.executeUpdate();
            }
        }
        var select = "SELECT %s FROM %s ORDER BY id".formatted(String.join(", ", names), table);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(select)) {
            for (var value : values) {
                assertThat(rows.next()).isTrue();
                var cells = new ArrayList<@Nullable Object>();
                for (int i = 1; i <= columns.size(); i++) {
                    cells.add(rows.getObject(i));
                }
                assertThat(configured.codec().fromColumns(cells))
                        .as("%s through %s", value, columns)
                        .isEqualTo(stored(value));
            }
        }
    }

    /** The elements of every value go into one table and come back in their order. */
    private void elements_survive_their_table(Connection connection, Dialect dialect, List<Storage.Part> parts)
            throws SQLException {
        var table = "contract_" + provider.key();
        var names = IntStream.range(0, parts.size()).mapToObj(i -> "c" + i).toList();
        var ddl = IntStream.range(0, parts.size())
                .mapToObj(i -> names.get(i) + " " + ColumnDdl.of(parts.get(i).type(), dialect))
                .collect(Collectors.joining(", "));
        var values = withNull();
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id INT, place INT, " + ddl + ", PRIMARY KEY (id, place))");
        }
        var insert = "INSERT INTO %s (id, place, %s) VALUES (?, ?%s)"
                .formatted(table, String.join(", ", names), ", ?".repeat(names.size()));
        try (var prepared = connection.prepareStatement(insert)) {
            for (int record = 0; record < values.size(); record++) {
                var rows = configured.codec().toRows(values.get(record));
                for (int place = 0; place < rows.size(); place++) {
                    prepared.setInt(1, record);
                    prepared.setInt(2, place);
                    assertThat(rows.get(place)).hasSize(parts.size());
                    for (int i = 0; i < parts.size(); i++) {
                        prepared.setObject(i + 3, rows.get(place).get(i));
                    }
                    prepared.executeUpdate();
                }
            }
        }
        var select = "SELECT %s FROM %s WHERE id = ? ORDER BY place".formatted(String.join(", ", names), table);
        try (var prepared = connection.prepareStatement(select)) {
            for (int record = 0; record < values.size(); record++) {
                prepared.setInt(1, record);
                var read = new ArrayList<List<@Nullable Object>>();
                try (var rows = prepared.executeQuery()) {
                    while (rows.next()) {
                        var cells = new ArrayList<@Nullable Object>();
                        for (int i = 1; i <= parts.size(); i++) {
                            cells.add(rows.getObject(i));
                        }
                        read.add(cells);
                    }
                }
                assertThat(configured.codec().fromRows(read))
                        .as("%s through its table", values.get(record))
                        .isEqualTo(stored(values.get(record)));
            }
        }
    }

    /** What an expression sees is what the type says, and every part has a name and a type of its own. */
    void expressions_see_what_the_type_says() {
        var type = configured.valueType();
        assertThat(carriers()).as("carriers of %s", type).allMatch(value -> isCarrier(value, type));
        configured.parts().forEach(part -> {
            assertThat(type).isInstanceOf(ValueType.Composite.class);
            assertThat(((ValueType.Composite) type).parts())
                    .containsEntry(part.name(), part.type().valueType());
            assertThat(part.type().storage()).isInstanceOf(Storage.OneColumn.class);
            for (var locale : Messages.LANGUAGES) {
                assertThat(part.label().texts()).containsKey(locale.toLanguageTag());
            }
        });
    }

    private List<Object> carriers() {
        return configured.storage() instanceof Storage.ChildTable ? List.of() : List.copyOf(values);
    }

    private static boolean isCarrier(Object value, ValueType type) {
        return switch (type) {
            case ValueType.Text _, ValueType.Option _ -> value instanceof String;
            case ValueType.Numeric _ -> value instanceof BigDecimal;
            case ValueType.Bool _ -> value instanceof Boolean;
            case ValueType.Date _ -> value instanceof LocalDate;
            case ValueType.DateTime _ -> value instanceof Instant;
            case ValueType.Time _ -> value instanceof LocalTime;
            case ValueType.MoneyAmount _ -> value instanceof Money;
            case ValueType.Ref _ -> value instanceof RecordId;
            case ValueType.ListOf(var element) ->
                value instanceof List<?> list && list.stream().allMatch(one -> isCarrier(one, element));
            case ValueType.Composite(var parts) ->
                value instanceof Composite composite
                        && parts.keySet().containsAll(composite.parts().keySet())
                        && composite.parts().entrySet().stream()
                                .allMatch(part -> isCarrier(part.getValue(), parts.get(part.getKey())));
            case ValueType.Opaque _ -> true;
            case ValueType.Rows _, ValueType.Blank _ -> false;
        };
    }

    private List<ColumnType> columnTypes() {
        return switch (configured.storage()) {
            case Storage.None _, Storage.ChildTable _, Storage.LinkTable _ -> List.of();
            case Storage.Tree _ -> List.of(ColumnType.Plain.BIGINT);
            case Storage.OneColumn(var type) -> List.of(type);
            case Storage.Columns(var parts) ->
                parts.stream().map(Storage.Part::type).toList();
        };
    }

    void describes_itself_in_every_language() {
        for (var locale : Messages.LANGUAGES) {
            assertThat(provider.label().texts()).as(provider.key()).containsKey(locale.toLanguageTag());
            provider.options()
                    .forEach(option ->
                            assertThat(option.label().texts()).as(option.name()).containsKey(locale.toLanguageTag()));
        }
        assertThat(provider.initial().key()).isEqualTo(provider.key());
        assertThat(provider.type()).isEqualTo(provider.initial().getClass());
        assertThat(types().optionNames(provider.key()))
                .containsExactlyInAnyOrderElementsOf(provider.options().stream()
                        .map(FieldTypeProvider.TypeOption::name)
                        .toList());
        assertThat(configured.check()).as("the configured type is sound").isEmpty();
    }

    void options_survive_json() {
        for (var type : List.of(provider.initial(), configured)) {
            var written = types().write(type);
            var text = JSON.writeValueAsString(written);
            assertThat(types().write(types().read((ObjectNode) JSON.readTree(text))))
                    .isEqualTo(written);
            assertThat(written.path("type").stringValue()).isEqualTo(provider.key());
        }
        assertThat(types().write(provider.initial()).size())
                .as("defaults are omitted")
                .isEqualTo(1);
    }

    void unknown_options_are_refused() {
        var written = types().write(configured).put("no_such_option", 1);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> types().read(written)))
                .hasMessageContaining("no_such_option");
    }

    void values_survive_json_and_fit_the_schema() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(configured.jsonSchema());
        for (var value : withNull()) {
            var json = JSON.readTree(JSON.writeValueAsString(configured.codec().toJson(value)));
            assertThat(decoded(configured.codec().fromJson(json)))
                    .as("JSON %s", json)
                    .isEqualTo(stored(value));
            assertThat(schema.validate(json))
                    .as("schema of %s for %s", provider.key(), json)
                    .isEmpty();
        }
    }

    void values_survive_text_in_every_language() {
        for (var locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.GERMANY)) {
            for (var value : withNull()) {
                if (configured.storage() instanceof Storage.ChildTable) {
                    continue;
                }
                var text = configured.codec().toText(value, locale);
                assertThat(decoded(configured.codec().fromText(text, locale)))
                        .as("text \"%s\" in %s", text, locale)
                        .isEqualTo(stored(value));
            }
        }
    }

    void values_survive_their_columns() {
        for (var value : withNull()) {
            if (configured.storage() instanceof Storage.ChildTable
                    || configured.storage() instanceof Storage.LinkTable) {
                continue;
            }
            var columns = configured.codec().toColumns(value);
            assertThat(columns).hasSize(columnTypes().size());
            assertThat(configured.codec().fromColumns(columns)).isEqualTo(stored(value));
        }
    }

    void normalising_changes_nothing_twice() {
        for (var value : withNull()) {
            var once = decoded(configured.codec().normalise(value));
            assertThat(decoded(configured.codec().normalise(once))).isEqualTo(once);
        }
    }

    void wrong_json_is_refused_by_codec_and_schema() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(configured.jsonSchema());
        for (var text : refused) {
            JsonNode json = JSON.readTree(text);
            var decoded = configured.codec().fromJson(json);
            assertThat(decoded).as("codec of %s for %s", provider.key(), text).isInstanceOf(Decoded.Refused.class);
            tellsInEveryLanguage(((Decoded.Refused) decoded).problem());
            assertThat(schema.validate(json))
                    .as("schema of %s for %s", provider.key(), text)
                    .isNotEmpty();
        }
    }

    static void tellsInEveryLanguage(Problem problem) {
        for (var locale : Messages.LANGUAGES) {
            assertThat(Messages.text(problem, locale)).isNotBlank().doesNotContain("\uFFFD");
        }
        assertThat(Messages.text(problem, Locale.SIMPLIFIED_CHINESE))
                .isNotEqualTo(Messages.text(problem, Locale.ENGLISH));
    }

    List<@Nullable Object> withNull() {
        var all = new ArrayList<@Nullable Object>(values);
        all.add(null);
        return all;
    }

    /** What blank becomes: a two-state boolean reads it as no. */
    private @Nullable Object stored(@Nullable Object value) {
        return value == null ? decoded(configured.codec().normalise(null)) : value;
    }

    private FieldTypes types() {
        var builtIn = FieldTypes.builtIn();
        if (builtIn.find(provider.key()).isPresent()) {
            return builtIn;
        }
        var all = new ArrayList<>(builtIn.all());
        all.add(provider);
        return new FieldTypes(all);
    }

    private static @Nullable Object decoded(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Value(var value) -> value;
            case Decoded.Refused(var problem) ->
                throw new AssertionError(problem + ": " + Messages.text(problem, Locale.ENGLISH));
        };
    }
}
