package dev.trellis.core.reason;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Ground;
import dev.trellis.core.access.Standing;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.sharing.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into words what roles, shares, rules and locks say. */
final class Reasons {

    private final Metadata metadata;
    private final Locale locale;
    private final Actor.Person person;
    private final boolean aboutSelf;
    private final boolean showsConditions;
    private final Map<String, String> speakable;
    private final List<Given> shares;

    /**
     * @param showsConditions whether conditions may be shown as they are written
     * @param speakable what the fields of the record's entity are called that exist for the reader, by id
     * @param shares by which the record reaches the person
     */
    Reasons(
            Metadata metadata,
            Locale locale,
            Actor.Person person,
            boolean aboutSelf,
            boolean showsConditions,
            Map<String, String> speakable,
            List<Given> shares) {
        this.metadata = metadata;
        this.locale = locale;
        this.person = person;
        this.aboutSelf = aboutSelf;
        this.showsConditions = showsConditions;
        this.speakable = Map.copyOf(speakable);
        this.shares = List.copyOf(shares);
    }

    /** A share by which a record reaches a person, and what its recipient is called. */
    record Given(Share share, String name) {}

    /** Says why a verb is given, or why it is not: one sentence for everything that speaks for it, or against it. */
    List<String> of(Standing standing, Verb verb) {
        var sentences = new LinkedHashSet<String>();
        var own = standing.grounds().stream()
                .filter(ground -> ground.verb() == verb)
                .toList();
        boolean given = own.stream().anyMatch(Ground::isGiven);
        boolean otherwise =
                (verb == Verb.READ && (standing.task() || !standing.pools().isEmpty()))
                        || (verb == Verb.EDIT && standing.writesByTask());
        for (var ground : own) {
            if (ground.isGiven()) {
                given(ground, sentences);
            } else if (!given && !otherwise) {
                sentences.add(denied(ground));
            }
        }
        if (own.isEmpty() && !otherwise) {
            sentences.add(text("why.no-role"));
        }
        if (verb == Verb.READ) {
            standing.pools().forEach(pool -> sentences.add(text("why.pool", Map.of("pool", label(Kind.POOL, pool)))));
        }
        if (verb == Verb.READ && standing.task()) {
            sentences.add(text("why.task"));
        }
        if (verb == Verb.EDIT && standing.writesByTask()) {
            var open = standing.taskFields().entrySet().stream()
                    .filter(entry -> entry.getValue() == FieldRight.WRITE)
                    .map(Map.Entry::getKey)
                    .toList();
            sentences.add(text("why.task.edit", Map.of("fields", named(open))));
            return List.copyOf(sentences);
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
            shares.stream()
                    .filter(given -> ground.verb() != Verb.EDIT || given.share().writing())
                    .forEach(given -> sentences.add(shared(given, ground.role())));
        }
        for (var rule : ground.rules()) {
            sentences.add(text("why.rule", Map.of("rule", label(Kind.SHARING, rule), "role", role(ground.role()))));
        }
    }

    private String shared(Given given, String role) {
        var how = given.share().collaborator()
                ? "collaborator"
                : given.share().recipient().kind().key();
        return text("why.shared." + how, Map.of("name", given.name(), "role", role(role)));
    }

    private String label(Kind kind, String id) {
        return metadata.find(new DefinitionKey(kind, id))
                .map(found -> found.label().text(locale))
                .orElse(id);
    }

    private String named(Collection<String> fields) {
        return fields.stream()
                .filter(speakable::containsKey)
                .sorted()
                .map(field -> speakable.getOrDefault(field, field))
                .collect(Collectors.joining(text("list.separator")));
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
        var open = named(standing.openFields());
        return verb == Verb.EDIT && !open.isEmpty() ? text("why.lock.open", Map.of("fields", open)) : text("why.lock");
    }

    List<String> ofField(Standing standing, Metadata current, String entity, String field) {
        var sentences = new ArrayList<String>();
        var byRole = standing.fieldsByRole().getOrDefault(field, Map.of());
        byRole.forEach((role, right) -> sentences.add(
                // What no role gives, a pool gives.
                role.isEmpty()
                        ? text("why.pool.field." + right.key())
                        : text("why.field." + right.key(), Map.of("role", role(role)))));
        var byTask = standing.taskFields().get(field);
        if (standing.hidden().contains(field)) {
            sentences.add(text("why.task.field.none"));
        } else if (standing.closed().contains(field)) {
            sentences.add(text("why.task.field.closed"));
        } else if (byTask != null && byTask != FieldRight.NONE) {
            sentences.add(text("why.task.field." + byTask.key()));
        } else if (byRole.isEmpty()) {
            sentences.add(text("why.no-role"));
        }
        current.entity(entity)
                .flatMap(found -> found.field(field))
                .filter(found -> found.type().isComputed())
                .ifPresent(_ -> sentences.add(text("why.field.computed")));
        if (standing.lock() != null && !standing.openFields().contains(field) && byTask != FieldRight.WRITE) {
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
