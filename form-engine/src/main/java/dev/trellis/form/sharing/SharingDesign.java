package dev.trellis.form.sharing;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.metadata.SharingDefinition.Right;
import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One sharing rule of a draft and what can be done to it. Pure: every edit returns the draft as it would be then.
 *
 * @param draft what would be published
 */
public record SharingDesign(Metadata draft, SharingDefinition rule) {

    /** The condition of a rule that shares nothing yet. */
    public static final String NEVER = "FALSE";

    private static final String PREFIX = "c_sharing";

    /** Returns a rule that shares nothing yet, under an id that no other has; empty where there is nobody to share with. */
    public static Optional<SharingDesign> fresh(Metadata draft, Label label) {
        var entity = entities(draft).stream().findFirst();
        var role = draft.all(RoleDefinition.class).stream().findFirst();
        if (entity.isEmpty() || role.isEmpty()) {
            return Optional.empty();
        }
        int number = 1;
        while (find(draft, PREFIX + number).isPresent()) {
            number++;
        }
        var rule = new SharingDefinition(
                PREFIX + number,
                label,
                Label.EMPTY,
                entity.get().id(),
                NEVER,
                List.of("role:" + role.get().id()),
                Right.READ);
        return Optional.of(new SharingDesign(draft.with(rule), rule));
    }

    /** Finds a rule of a draft. */
    public static Optional<SharingDesign> find(Metadata draft, String id) {
        return draft.all(SharingDefinition.class).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(rule -> new SharingDesign(draft, rule));
    }

    /** The kinds of record that can be shared: lines go with their parent. */
    public static List<EntityDefinition> entities(Metadata draft) {
        return draft.entities().stream()
                .filter(entity -> entity.ownedBy() == null)
                .toList();
    }

    /** The condition as it is shown: blank where the rule shares nothing. */
    public String condition() {
        return rule.when().equals(NEVER) ? "" : rule.when();
    }

    public Metadata label(Label label) {
        return with(new SharingDefinition(
                rule.id(), label, rule.description(), rule.entity(), rule.when(), rule.to(), rule.right()));
    }

    /** Another kind of record has other fields, so the condition begins anew. */
    public Metadata entity(String entity) {
        return entity.equals(rule.entity())
                ? draft
                : with(new SharingDefinition(
                        rule.id(), rule.label(), rule.description(), entity, NEVER, rule.to(), rule.right()));
    }

    /** @param condition blank shares nothing */
    public Metadata condition(String condition) {
        var when = condition.isBlank() ? NEVER : condition.strip();
        return with(new SharingDefinition(
                rule.id(), rule.label(), rule.description(), rule.entity(), when, rule.to(), rule.right()));
    }

    public Metadata right(Right right) {
        return with(new SharingDefinition(
                rule.id(), rule.label(), rule.description(), rule.entity(), rule.when(), rule.to(), right));
    }

    /** @param recipient as {@code role:sales} */
    public Metadata add(String recipient) {
        if (rule.to().contains(recipient)) {
            return draft;
        }
        var to = new ArrayList<>(rule.to());
        to.add(recipient);
        return to(to);
    }

    /** Takes a recipient away; the last one stays, since a rule for nobody is none. */
    public Metadata remove(String recipient) {
        var to = new ArrayList<>(rule.to());
        to.remove(recipient);
        return to.isEmpty() ? draft : to(to);
    }

    /** The draft without the rule. */
    public Metadata without() {
        return draft.without(rule.key());
    }

    private Metadata to(List<String> to) {
        return with(new SharingDefinition(
                rule.id(), rule.label(), rule.description(), rule.entity(), rule.when(), to, rule.right()));
    }

    private Metadata with(SharingDefinition edited) {
        return draft.with(edited);
    }
}
