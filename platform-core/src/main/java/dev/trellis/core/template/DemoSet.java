package dev.trellis.core.template;

import dev.trellis.core.problem.TrellisException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo data of a package as its files say it: records by entity in {@code demo/<entity>.json}, people's accounts in
 * {@code demo/login.json}, and approvals to be performed in {@code demo/approval.json}.
 *
 * @param records rows by entity, in no useful order
 */
record DemoSet(SequencedMap<String, List<Row>> records, List<Login> logins, List<Approval> approvals) {

    private static final String LOGIN = "demo/login.json";
    private static final String APPROVAL = "demo/approval.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * One record.
     *
     * @param key how other rows refer to it
     * @param owner the key of the person who makes and owns it, or null where the platform does
     * @param as {@code platform} where the platform makes it for its owner
     * @param values by field: references are keys, days may be {@code today-12d}
     */
    record Row(String key, @Nullable String owner, @Nullable String as, ObjectNode values) {}

    record Login(String user, String login, String language, List<String> roles) {
        Login {
            roles = List.copyOf(roles);
        }
    }

    /** An approval: who submits which quote, and who decides how, in order. */
    record Approval(String quote, String submitBy, List<Decision> decisions) {
        Approval {
            decisions = List.copyOf(decisions);
        }
    }

    /** @param decision {@code agree} or {@code reject} */
    record Decision(String by, String decision, String comment) {}

    static DemoSet of(MetadataPackage source) {
        var records = new LinkedHashMap<String, List<Row>>();
        var logins = new ArrayList<Login>();
        var approvals = new ArrayList<Approval>();
        for (var file : source.manifest().demo()) {
            var json = JSON.readTree(source.text(file));
            for (var element : json) {
                switch (file) {
                    case LOGIN -> logins.add(JSON.treeToValue(element, Login.class));
                    case APPROVAL -> approvals.add(JSON.treeToValue(element, Approval.class));
                    default ->
                        records.computeIfAbsent(entity(file), _ -> new ArrayList<>())
                                .add(row(file, element));
                }
            }
        }
        return new DemoSet(records, logins, approvals);
    }

    private static String entity(String file) {
        return file.substring(file.indexOf('/') + 1, file.length() - ".json".length());
    }

    private static Row row(String file, JsonNode element) {
        if (!(element.path("values") instanceof ObjectNode values)
                || !element.path("key").isString()) {
            throw new TrellisException("A row of " + file + " has no key or no values: " + element);
        }
        return new Row(
                element.path("key").stringValue(),
                element.path("owner").asString(null),
                element.path("as").asString(null),
                values);
    }
}
