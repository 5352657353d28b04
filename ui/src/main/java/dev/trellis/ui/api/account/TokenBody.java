package dev.trellis.ui.api.account;

import dev.trellis.core.access.TokenScope;
import dev.trellis.core.access.TokenScope.Area;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.Body;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code {label, days, entities: {account: ["read"], "*": […]}, areas: […]}}. */
record TokenBody(String label, int days, TokenScope scope) {

    static final int MOST_DAYS = 366;

    private static final int MOST_LABEL = 120;
    private static final ProblemCode TOKEN_LABEL = ProblemCode.invalid("TOKEN_LABEL");
    private static final ProblemCode TOKEN_DAYS = ProblemCode.invalid("TOKEN_DAYS");
    private static final ProblemCode TOKEN_SCOPE_UNKNOWN = ProblemCode.invalid("TOKEN_SCOPE_UNKNOWN");
    private static final ProblemCode TOKEN_SCOPE_EMPTY = ProblemCode.invalid("TOKEN_SCOPE_EMPTY");

    /** Faults are left with the body. */
    static TokenBody read(Body body, VisibleSchema schema) {
        var label = body.requiredText("label").strip();
        if (label.length() > MOST_LABEL) {
            body.fault(Problem.at("label", TOKEN_LABEL).with("max", MOST_LABEL));
        }
        var given = body.number("days").orElse("90");
        int days = given.matches("[0-9]{1,4}") ? Integer.parseInt(given) : 0;
        if (days < 1 || days > MOST_DAYS) {
            body.fault(Problem.at("days", TOKEN_DAYS).with("given", given).with("max", MOST_DAYS));
        }
        var entities = new TreeMap<String, Set<Verb>>();
        for (var entry : body.object("entities").properties()) {
            var place = "entities." + entry.getKey();
            if (!entry.getKey().equals(TokenScope.EVERY)
                    && schema.entity(entry.getKey()).isEmpty()) {
                unknown(body, place, entry.getKey(), names(schema));
                continue;
            }
            entities.put(entry.getKey(), verbs(body, place, entry.getValue()));
        }
        var areas = EnumSet.noneOf(Area.class);
        for (var name : body.texts("areas")) {
            Area.of(name).ifPresentOrElse(areas::add, () -> unknown(body, "areas", name, areas()));
        }
        if (entities.isEmpty() && areas.isEmpty()) {
            body.fault(Problem.at("entities", TOKEN_SCOPE_EMPTY));
        }
        return new TokenBody(label, days, new TokenScope(entities, areas));
    }

    static void write(ObjectNode into, TokenScope scope) {
        var entities = into.putObject("entities");
        scope.entities().forEach((entity, verbs) -> {
            var list = entities.putArray(entity);
            verbs.forEach(verb -> list.add(verb.key()));
        });
        var areas = into.putArray("areas");
        scope.areas().forEach(area -> areas.add(area.key()));
    }

    private static Set<Verb> verbs(Body body, String place, JsonNode given) {
        var verbs = EnumSet.noneOf(Verb.class);
        if (!given.isArray()) {
            unknown(body, place, given.toString(), verbNames());
            return verbs;
        }
        for (var word : given.values()) {
            TokenScope.verb(word.asString(""))
                    .ifPresentOrElse(verbs::add, () -> unknown(body, place, word.asString(""), verbNames()));
        }
        return verbs;
    }

    private static void unknown(Body body, String place, String given, List<String> allowed) {
        body.fault(Problem.at(place, TOKEN_SCOPE_UNKNOWN).with("given", given).with("allowed", allowed));
    }

    private static List<String> names(VisibleSchema schema) {
        return Stream.concat(
                        Stream.of(TokenScope.EVERY), schema.entities().stream().map(EntityDefinition::id))
                .toList();
    }

    private static List<String> verbNames() {
        return Arrays.stream(Verb.values()).map(Verb::key).toList();
    }

    private static List<String> areas() {
        return Arrays.stream(Area.values()).map(Area::key).toList();
    }
}
