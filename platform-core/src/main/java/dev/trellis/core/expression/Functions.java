package dev.trellis.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions by name and alias. */
final class Functions {

    private static final List<ExpressionFunction> ALL = all();
    private static final Map<String, ExpressionFunction> BY_NAME = byName();

    private Functions() {}

    /** Finds a function in any case. */
    static Optional<ExpressionFunction> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static List<ExpressionFunction> list() {
        return ALL;
    }

    private static List<ExpressionFunction> all() {
        var all = new ArrayList<ExpressionFunction>();
        all.addAll(LogicFunctions.ALL);
        all.addAll(NumberFunctions.ALL);
        all.addAll(SetFunctions.ALL);
        all.addAll(TextFunctions.ALL);
        all.addAll(FormatFunctions.ALL);
        all.addAll(DateFunctions.ALL);
        all.addAll(RecordFunctions.ALL);
        all.addAll(PlaceFunctions.ALL);
        all.addAll(MoneyFunctions.ALL);
        return List.copyOf(all);
    }

    private static Map<String, ExpressionFunction> byName() {
        var byName = new TreeMap<String, ExpressionFunction>();
        for (var function : ALL) {
            byName.put(function.name(), function);
            function.aliases().forEach(alias -> byName.put(alias, function));
        }
        return byName;
    }
}
