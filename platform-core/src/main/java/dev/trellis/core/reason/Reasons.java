package dev.trellis.core.reason;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Ground;
import dev.trellis.core.access.Standing;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts into words what roles, shares, rules and locks say. */
final class Reasons {

    private final Metadata metadata;
    private final Locale locale;
    private final Actor.Person person;
    private final boolean aboutSelf;
    private final boolean showsConditions;
    private final List<String> speakable;

    /**
     * @param showsConditions whether conditions may be shown as they are written
     * @param speakable the fields of the record's entity that exist for the reader
     */
    Reasons(
            Metadata metadata,
            Locale locale,
            Actor.Person person,
            boolean aboutSelf,
            boolean showsConditions,
            List<String> speakable) {
        this.metadata = metadata;
        this.locale = locale;
        this.person = person;
        this.aboutSelf = aboutSelf;
        this.showsConditions = showsConditions;
        this.speakable = List.copyOf(speakable);
    }

    /** Says why a verb is given, or why it is not: one sentence for everything that speaks for it, or against it. */
    List<String> of(Standing standing, Verb verb) {
        var sentences = new LinkedHashSet<String>();
        var own = standing.grounds().stream()
                .filter(ground -> ground.verb() == verb)
                .toList();
        boolean given = own.stream().anyMatch(Ground::isGiven);
        for (var ground : own) {
            if (ground.isGiven()) {
                given(ground, sentences);
            } else if (!given) {
                sentences.add(denied(ground));
            }
        }
        if (own.isEmpty()) {
            sentences.add(text("why.no-role"));
        }
        if (verb == Verb.READ && standing.task()) {
            sentences.add(text("why.task"));
        }
        if (given && standing.lock() != null && (verb == Verb.EDIT || verb == Verb.DELETE || verb == Verb.TRANSFER)) {
            sentences.add(lock(standing, verb));
        }
        return List.copyOf(sentences);
    }

    private void given(Ground ground, Set<String> sentences) {
        var scope = ground.scope();
        if (scope != null && ground.within() && ground.holds()) {
            sentences.add(
                    ground.condition() == null
                            ? text("why.scope", Map.of("role", role(ground.role()), "scope", scope(scope)))
                            : text(
                                    "why.condition",
                                    Map.of(
                                            "role",
                                            role(ground.role()),
                                            "scope",
                                            scope(scope),
                                            "condition",
                                            condition(ground.condition()))));
        }
        if (ground.shared()) {
            sentences.add(text("why.shared", Map.of("role", role(ground.role()))));
        }
        for (var rule : ground.rules()) {
            var label = metadata.find(new DefinitionKey(Kind.SHARING, rule))
                    .map(found -> found.label().text(locale))
                    .orElse(rule);
            sentences.add(text("why.rule", Map.of("rule", label, "role", role(ground.role()))));
        }
    }

    private String denied(Ground ground) {
        var scope = ground.scope();
        if (scope == null) {
            return text("why.not.verb", Map.of("role", role(ground.role())));
        }
        if (!ground.within()) {
            return text("why.not.scope", Map.of("role", role(ground.role()), "scope", scope(scope)));
        }
        var condition = ground.condition() == null ? "" : condition(ground.condition());
        return text("why.not.condition", Map.of("role", role(ground.role()), "condition", condition));
    }

    private String lock(Standing standing, Verb verb) {
        var open = standing.openFields().stream().filter(speakable::contains).toList();
        return verb == Verb.EDIT && !open.isEmpty()
                ? text("why.lock.open", Map.of("fields", String.join(text("list.separator"), open)))
                : text("why.lock");
    }

    List<String> ofField(Standing standing, Metadata current, String entity, String field) {
        var sentences = new ArrayList<String>();
        var byRole = standing.fieldsByRole().getOrDefault(field, Map.of());
        byRole.forEach((role, right) -> sentences.add(text("why.field." + right.key(), Map.of("role", role(role)))));
        if (byRole.isEmpty()) {
            sentences.add(text("why.no-role"));
        }
        current.entity(entity)
                .flatMap(found -> found.field(field))
                .filter(found -> found.type().isComputed())
                .ifPresent(_ -> sentences.add(text("why.field.computed")));
        if (standing.lock() != null && !standing.openFields().contains(field)) {
            sentences.add(text("why.lock"));
        }
        return List.copyOf(sentences);
    }

    private String role(String id) {
        return metadata.role(id).map(role -> role.label().text(locale)).orElse(id);
    }

    private String scope(Scope scope) {
        return text("why.scope." + scope.key());
    }

    private String condition(String expression) {
        return showsConditions ? expression : text("why.condition.hidden");
    }

    private String text(String key) {
        return text(key, Map.of());
    }

    private String text(String key, Map<String, ?> arguments) {
        var all = new HashMap<String, Object>(arguments);
        all.put("who", aboutSelf ? Messages.text("why.you", locale) : person.name());
        return Messages.text(key, locale, all);
    }
}
