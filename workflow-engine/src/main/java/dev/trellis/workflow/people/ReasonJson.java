package dev.trellis.workflow.people;

import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps reasons as JSON: {@code [{"key": …, "arguments": {"role": {"en": …}, "initiator": "…"}}]}. */
public final class ReasonJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ReasonJson() {}

    public static String write(List<Reason> reasons) {
        var array = MAPPER.createArrayNode();
        for (var reason : reasons) {
            var object = array.addObject().put("key", reason.key());
            var arguments = object.putObject("arguments");
            reason.arguments().forEach((name, value) -> {
                if (value instanceof Label label) {
                    var texts = arguments.putObject(name);
                    label.texts().forEach(texts::put);
                } else {
                    arguments.put(name, value.toString());
                }
            });
        }
        return MAPPER.writeValueAsString(array);
    }

    public static List<Reason> read(String json) {
        var reasons = new ArrayList<Reason>();
        for (var object : MAPPER.readTree(json)) {
            var arguments = new HashMap<String, Object>();
            object.path("arguments").forEachEntry((name, value) -> arguments.put(name, argument(value)));
            reasons.add(new Reason(object.path("key").asString(), arguments));
        }
        return reasons;
    }

    private static Object argument(JsonNode value) {
        if (!value.isObject()) {
            return value.asString();
        }
        Map<String, String> texts = new HashMap<>();
        value.forEachEntry((language, text) -> texts.put(language, text.asString()));
        return new Label(texts);
    }
}
