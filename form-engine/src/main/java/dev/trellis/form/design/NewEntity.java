package dev.trellis.form.design;

import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Slug;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.form.GeneratedForm;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes everything that a new kind of record needs to be worked with on the day it is published; pure. */
@Singleton
public final class NewEntity {

    private static final String TITLE = "name";
    private static final int LONGEST_STEM = Slug.MAX_LENGTH - "_standard".length();

    private static final List<Verb> WORK = List.of(
            Verb.CREATE,
            Verb.READ,
            Verb.EDIT,
            Verb.DELETE,
            Verb.TRANSFER,
            Verb.HISTORY,
            Verb.IMPORT,
            Verb.EXPORT,
            Verb.PRINT,
            Verb.BULK);

    private final FieldTypes types;

    public NewEntity(FieldTypes types) {
        this.types = types;
    }

    /** What was made: the draft with it, and the id of the entity. */
    public record Made(Metadata draft, String entity) {}

    /** Adds an entity with a name, a form, two lists, a place in the menu and the rights of the roles. */
    public Made make(Metadata draft, EntityWish wish) {
        var id = id(draft, wish.label());
        var entity = entity(id, wish);
        var changed = draft.with(entity)
                .with(GeneratedForm.of(entity, id + "_standard"))
                .with(list(entity, "all", null))
                .with(list(entity, "mine", SystemFields.OWNER + " = CURRENTUSER()"));
        if (wish.group() != null) {
            for (var menu : draft.all(MenuDefinition.class)) {
                changed = changed.with(inMenu(menu, wish.group(), id));
            }
        }
        for (var use : wish.uses().entrySet()) {
            var role = draft.role(use.getKey());
            if (role.isPresent()) {
                changed = changed.with(withRights(role.get(), id, rights(use.getValue())));
            }
        }
        return new Made(changed, id);
    }

    private static String id(Metadata draft, Label label) {
        var text = label.texts().getOrDefault("en", label.text(Locale.ENGLISH));
        var proposed = Slug.propose(Design.PREFIX + text, Design.PREFIX + "record");
        var stem = proposed.equals("c") ? Design.PREFIX + "record" : cut(proposed, LONGEST_STEM);
        var name = stem;
        for (int i = 2; draft.entity(name).isPresent(); i++) {
            var suffix = "_" + i;
            name = cut(stem, LONGEST_STEM - suffix.length()) + suffix;
        }
        return name;
    }

    private static String cut(String slug, int longest) {
        return slug.length() <= longest ? slug : slug.substring(0, longest).replaceAll("_+$", "");
    }

    private EntityDefinition entity(String id, EntityWish wish) {
        var plural = wish.label();
        for (var text : wish.plural().texts().entrySet()) {
            plural = plural.with(text.getKey(), text.getValue());
        }
        var type = types.find("text").orElseThrow().initial();
        var name = new FieldDefinition(TITLE, text("form.entity.name"), Label.EMPTY, type, true, false, null);
        return new EntityDefinition(
                id, wish.label(), plural, wish.icon(), null, TITLE, List.of(name), List.of(), List.of(), List.of());
    }

    private static ListDefinition list(EntityDefinition entity, String kind, @Nullable String filter) {
        var texts = new HashMap<String, String>();
        entity.plural()
                .texts()
                .forEach((language, plural) -> texts.put(
                        language,
                        Messages.text(
                                "form.entity.list." + kind,
                                Locale.forLanguageTag(language),
                                Map.of("plural", plural))));
        return new ListDefinition(
                entity.id() + "_" + kind,
                new Label(texts),
                entity.id(),
                List.of(TITLE, SystemFields.OWNER, SystemFields.CHANGED_AT),
                filter,
                List.of(new ListDefinition.SortKey(SystemFields.CHANGED_AT, true)));
    }

    private static Label text(String key) {
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(locale.toLanguageTag(), Messages.text(key, locale)));
        return new Label(texts);
    }

    private static MenuDefinition inMenu(MenuDefinition menu, String group, String entity) {
        return new MenuDefinition(
                menu.id(),
                menu.label(),
                menu.groups().stream()
                        .map(found -> found.id().equals(group)
                                ? new MenuDefinition.Group(
                                        found.id(),
                                        found.label(),
                                        Stream.concat(found.entities().stream(), Stream.of(entity))
                                                .toList())
                                : found)
                        .toList());
    }

    private static RoleDefinition withRights(RoleDefinition role, String entity, EntityRights rights) {
        var entities = new HashMap<>(role.entities());
        entities.put(entity, rights);
        return new RoleDefinition(role.id(), role.label(), role.description(), role.rights(), entities);
    }

    private static EntityRights rights(EntityWish.Use use) {
        return switch (use) {
            case READS -> new EntityRights(Map.of(Verb.READ, Scope.ALL), FieldRight.READ, Map.of());
            case OWN -> working(Scope.OWN);
            case ALL -> working(Scope.ALL);
        };
    }

    private static EntityRights working(Scope scope) {
        var verbs = new EnumMap<Verb, Scope>(Verb.class);
        WORK.forEach(verb -> verbs.put(verb, scope));
        return new EntityRights(verbs, FieldRight.WRITE, Map.of());
    }
}
