package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small order-and-lines schema for the tests of the language. */
final class SampleSchema implements ExpressionSchema {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final ValueType STAGE = new ValueType.Option(List.of("open", "won", "lost"));

    private final Map<String, Map<String, SchemaField>> entities = new TreeMap<>();
    private final Map<String, String> labels = new TreeMap<>();

    SampleSchema() {
        add("order", "id", new ValueType.Ref("order"));
        add("order", "title", ValueType.TEXT);
        add("order", "quantity", ValueType.NUMBER);
        add("order", "discount", ValueType.NUMBER);
        add("order", "total", ValueType.MONEY);
        add("order", "freight", ValueType.MONEY);
        add("order", "stage", STAGE);
        add("order", "due", ValueType.DATE);
        add("order", "signed_at", ValueType.DATE_TIME);
        add("order", "urgent", ValueType.BOOL);
        add("order", "account", new ValueType.Ref("account"));
        add("order", "tags", new ValueType.ListOf(ValueType.TEXT));
        add("order", "lines", new ValueType.Rows("line"));
        add("order", "costs", new ValueType.Rows("cost"));
        add("line", "quantity", ValueType.NUMBER);
        add("line", "price", ValueType.NUMBER);
        add("line", "amount", ValueType.MONEY);
        add("line", "name", ValueType.TEXT);
        add("line", "shipped", ValueType.DATE);
        add("line", "product", new ValueType.Ref("product"));
        add("cost", "amount", ValueType.MONEY);
        add("product", "weight", ValueType.NUMBER);
        add("account", "industry", ValueType.TEXT);
        add("account", "rating", ValueType.NUMBER);
        add("account", "parent", new ValueType.Ref("account"));
        add("user", "id", new ValueType.Ref("user"));
        add("user", "name", ValueType.TEXT);
        labels.put("order/数量", "quantity");
        labels.put("order/客户", "account");
        labels.put("account/行业", "industry");
    }

    private void add(String entity, String name, ValueType type) {
        entities.computeIfAbsent(entity, key -> new TreeMap<>()).put(name, new SchemaField(name, type));
    }

    @Override
    public Optional<SchemaField> field(String entity, String name) {
        return Optional.ofNullable(entities.getOrDefault(entity, Map.of()).get(name));
    }

    @Override
    public Optional<SchemaField> labelled(String entity, String label) {
        return Optional.ofNullable(labels.get(entity + "/" + label)).flatMap(name -> field(entity, name));
    }

    @Override
    public List<String> names(String entity) {
        return List.copyOf(entities.getOrDefault(entity, Map.of()).keySet());
    }

    @Override
    public ZoneId zone() {
        return ZONE;
    }

    @Override
    public String currency() {
        return "CNY";
    }
}
