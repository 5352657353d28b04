package dev.trellis.core.field.types;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The field types of this installation: the shipped ones and those of plug-ins. */
@Singleton
public final class FieldTypes {

    private final Map<String, FieldTypeProvider> byKey = new LinkedHashMap<>();
    private final FieldTypeJson typeJson;
    private final JacksonModule module;
    private final JsonMapper json;
    private final Map<String, SequencedSet<String>> optionNames = new LinkedHashMap<>();

    public FieldTypes(Collection<FieldTypeProvider> providers) {
        providers.stream()
                .sorted(Comparator.comparingInt(FieldTypeProvider::paletteOrder).thenComparing(FieldTypeProvider::key))
                .forEach(provider -> {
                    if (byKey.put(provider.key(), provider) != null) {
                        throw new TrellisException("Two field types are called " + provider.key());
                    }
                });
        typeJson = new FieldTypeJson(byKey);
        module = typeJson.module();
        json = JsonMapper.builder()
                .addModule(module)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        byKey.forEach((key, provider) -> optionNames.put(key, typeJson.optionNames(provider)));
    }

    /** Returns the shipped types, for places without injection. */
    public static FieldTypes builtIn() {
        return new FieldTypes(List.of(
                new TextType.Provider(),
                new LongTextType.Provider(),
                new EmailType.Provider(),
                new PhoneType.Provider(),
                new UrlType.Provider(),
                new IntegerType.Provider(),
                new DecimalType.Provider(),
                new PercentType.Provider(),
                new MoneyType.Provider(),
                new BooleanType.Provider(),
                new DateType.Provider(),
                new DateTimeType.Provider(),
                new ChoiceType.Provider(),
                new StageType.Provider(),
                new LookupType.Provider(),
                new UserType.Provider(),
                new DepartmentType.Provider(),
                new LinesType.Provider(),
                new AutoNumberType.Provider(),
                new FormulaType.Provider(),
                new RollUpType.Provider(),
                new RichTextType.Provider(),
                new BarcodeType.Provider(),
                new MaskedType.Provider(),
                new PhonesType.Provider(),
                new EmailsType.Provider(),
                new RatingType.Provider(),
                new AddressType.Provider(),
                new LocationType.Provider(),
                new TimeType.Provider(),
                new MultiChoiceType.Provider(),
                new TagsType.Provider(),
                new AttachmentsType.Provider(),
                new ImageType.Provider(),
                new SignatureType.Provider(),
                new RelationsType.Provider(),
                new HierarchyType.Provider()));
    }

    public Optional<FieldTypeProvider> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Every provider, in palette order, those that people do not place themselves first. */
    public Collection<FieldTypeProvider> all() {
        return List.copyOf(byKey.values());
    }

    /** What the designer offers, in order. */
    public List<FieldTypeProvider> palette() {
        return byKey.values().stream()
                .filter(provider -> provider.paletteOrder() >= 0)
                .toList();
    }

    /** The JSON properties that belong to a type, beside {@code type} itself; empty for an unknown key. */
    public SequencedSet<String> optionNames(String key) {
        return optionNames.getOrDefault(key, new LinkedHashSet<>());
    }

    /** Reads and writes every {@link FieldType} by its {@code type} key, with the options beside it. */
    public JacksonModule module() {
        return module;
    }

    /**
     * Reads a type from its key and options; an option left out has the value of the provider's initial type.
     *
     * @throws tools.jackson.databind.DatabindException for an unknown key, an unknown option or a value of a wrong kind
     */
    public FieldType read(ObjectNode node) {
        return json.treeToValue(node, FieldType.class);
    }

    /** Writes the key and those options that differ from the provider's initial type. */
    public ObjectNode write(FieldType type) {
        return json.<ObjectNode>valueToTree(type);
    }

    /** Writes the key and every option, those at their initial value too: what a property panel shows. */
    public ObjectNode complete(FieldType type) {
        var complete = typeJson.defaultsOf(type.key()).deepCopy();
        write(type).properties().forEach(option -> complete.set(option.getKey(), option.getValue()));
        return complete;
    }

    /** The JSON Schema of a type with its options, without forbidding further properties: fields are written flat. */
    public ObjectNode schema(String key) {
        var provider = find(key).orElseThrow(() -> new TrellisException("No field type " + key));
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        properties.putObject("type").put("const", key);
        provider.options()
                .forEach(option -> properties.set(option.name(), option.type().jsonSchema()));
        schema.putArray("required").add("type");
        return schema;
    }
}
