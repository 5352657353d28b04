package dev.trellis.core.field.types;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Reads and writes field types as {@code {"type": key, option: value, …}}, options at their defaults omitted. */
final class FieldTypeJson {

    private static final String TYPE = "type";

    private final Map<String, FieldTypeProvider> byKey;
    private final Map<String, ObjectNode> defaults = new LinkedHashMap<>();

    FieldTypeJson(Map<String, FieldTypeProvider> byKey) {
        this.byKey = byKey;
        var complete = JsonMapper.builder()
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        byKey.forEach((key, provider) -> defaults.put(key, complete.<ObjectNode>valueToTree(provider.initial())));
    }

    SequencedSet<String> optionNames(FieldTypeProvider provider) {
        var names = new LinkedHashSet<String>();
        names.addAll(defaultsOf(provider.key()).propertyNames());
        names.remove(TYPE);
        return names;
    }

    JacksonModule module() {
        return new SimpleModule("field-types")
                .addDeserializer(FieldType.class, new Reader())
                .setSerializerModifier(new Modifier(byKey.values().stream()
                        .collect(Collectors.toMap(FieldTypeProvider::type, FieldTypeProvider::initial))));
    }

    /** The initial type's options; empty for an unknown key. */
    ObjectNode defaultsOf(String key) {
        var found = defaults.get(key);
        return found == null ? JsonNodeFactory.instance.objectNode() : found;
    }

    private final class Reader extends ValueDeserializer<FieldType> {

        @Override
        public @Nullable FieldType deserialize(JsonParser parser, DeserializationContext context) {
            var tree = context.readTree(parser);
            if (!(tree instanceof ObjectNode given) || !given.path(TYPE).isString()) {
                return context.reportInputMismatch(FieldType.class, "A field type is an object with a \"type\".");
            }
            var key = given.path(TYPE).stringValue();
            var provider = byKey.get(key);
            if (provider == null) {
                return context.reportInputMismatch(
                        FieldType.class,
                        "There is no field type \"%s\"; there are %s.",
                        Faults.shown(key),
                        byKey.keySet());
            }
            var complete = defaultsOf(key).deepCopy();
            for (var option : given.properties()) {
                if (!complete.has(option.getKey())) {
                    return context.reportInputMismatch(
                            FieldType.class,
                            "A field of type \"%s\" has no option \"%s\"; it has %s.",
                            key,
                            Faults.shown(option.getKey()),
                            optionNames(provider));
                }
                complete.set(option.getKey(), option.getValue());
            }
            complete.remove(TYPE);
            return context.readTreeAsValue(complete, provider.type());
        }
    }

    private static final class Modifier extends ValueSerializerModifier {

        private final transient Map<Class<?>, FieldType> initials;

        Modifier(Map<Class<?>, FieldType> initials) {
            this.initials = initials;
        }

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
            var initial = initials.get(bean.getBeanClass());
            return initial == null
                    ? properties
                    : properties.stream()
                            .map(property ->
                                    property.getName().equals(TYPE) ? property : new OptionWriter(property, initial))
                            .toList();
        }
    }

    /** Leaves an option out where it has the value of the initial type. */
    private static final class OptionWriter extends BeanPropertyWriter {

        private final transient FieldType initial;

        OptionWriter(BeanPropertyWriter plain, FieldType initial) {
            super(plain);
            this.initial = initial;
        }

        @Override
        public void serializeAsProperty(Object type, JsonGenerator generator, SerializationContext context)
                throws Exception {
            if (!Objects.equals(get(type), get(initial))) {
                super.serializeAsProperty(type, generator, context);
            }
        }
    }
}
