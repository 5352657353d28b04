package dev.trellis.ui.api.account;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.VisibleSchema;
import java.util.Arrays;
import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who the caller is and what the caller may do. */
final class MeJson {

    private MeJson() {}

    static ObjectNode write(Actor.Person actor, VisibleSchema schema) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", actor.user().toString())
                .put("name", actor.name());
        sorted(json.putArray("roles"), actor.roles());
        sorted(json.putArray("departments"), actor.departments());
        json.put("language", actor.locale().toLanguageTag());
        json.put("zone", schema.metadata().workspace().zone());
        json.put("currency", schema.metadata().workspace().currency());
        sorted(
                json.putArray("rights"),
                actor.roles().stream()
                        .flatMap(role -> schema.metadata().role(role).stream())
                        .flatMap(role -> role.rights().stream())
                        .map(Right::key)
                        .distinct()
                        .toList());
        var entities = json.putObject("entities");
        for (var entity : schema.entities()) {
            var verbs = entities.putArray(entity.id());
            Arrays.stream(Verb.values())
                    .filter(verb -> schema.may(entity.id(), verb))
                    .forEach(verb -> verbs.add(verb.key()));
        }
        var scope = actor.scope();
        if (scope != null) {
            TokenBody.write(json.putObject("token"), scope);
        }
        return json;
    }

    private static void sorted(ArrayNode into, Collection<?> values) {
        values.stream().map(Object::toString).sorted().forEach(into::add);
    }
}
