package dev.trellis.ui.web.shell;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Glyph;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The published menus, reduced to the entities that this person may read. */
@Singleton
final class MenuNavigation implements Navigation {

    private final Records records;
    private final @Nullable WaitingApprovals waiting;

    MenuNavigation(Records records, @Nullable WaitingApprovals waiting) {
        this.records = records;
        this.waiting = waiting;
    }

    @Override
    public String workspace(Actor.Person actor) {
        return records.schema(actor).metadata().workspace().label().text(actor.locale());
    }

    @Override
    public List<Group> groups(Actor.Person actor) {
        var schema = records.schema(actor);
        return schema.metadata().all(MenuDefinition.class).stream()
                .flatMap(menu -> menu.groups().stream())
                .map(group -> new Group(group.label().text(actor.locale()), all(group, schema, actor)))
                .filter(group -> !group.entries().isEmpty())
                .toList();
    }

    @Override
    public int waitingApprovals(Actor.Person actor) {
        return waiting == null ? 0 : waiting.count(actor);
    }

    @Override
    public boolean mayDesign(Actor.Person actor) {
        var metadata = records.schema(actor).metadata();
        return actor.roles().stream()
                .flatMap(role -> metadata.role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.DESIGN));
    }

    @Override
    public List<Place> places(Actor.Person actor) {
        var metadata = records.schema(actor).metadata();
        var places = new ArrayList<Place>();
        places.add(new Place("nav.notifications", Glyph.BELL, "notifications"));
        if (metadata.grants(actor.roles(), Right.ADMINISTER)) {
            places.add(new Place("nav.webhooks", Glyph.LINK, "webhooks"));
        }
        if (metadata.grants(actor.roles(), Right.OPERATE) || metadata.grants(actor.roles(), Right.DESIGN)) {
            places.add(new Place("nav.ruleRuns", Glyph.LIST, "rule-runs"));
        }
        if (metadata.grants(actor.roles(), Right.OPERATE)) {
            places.add(new Place("nav.jobs", Glyph.CLOCK, "jobs"));
        }
        return places;
    }

    /** Beside the departments stand their chart and, for those who administer, the logs. */
    private static List<Entry> all(MenuDefinition.Group group, VisibleSchema schema, Actor.Person actor) {
        var entries = new ArrayList<>(entries(group, schema, actor));
        if (group.entities().contains("department") && schema.may("department", Verb.READ)) {
            entries.add(page("organisation.title", Glyph.DEPARTMENT, "organisation", actor));
            if (schema.metadata().grants(actor.roles(), Right.ADMINISTER)) {
                entries.add(page("adminlog.title", Glyph.CLOCK, "admin-log", actor));
                entries.add(page("accesslog.title", Glyph.CLOCK, "access-log", actor));
            }
        }
        return entries;
    }

    private static Entry page(String title, Glyph glyph, String path, Actor.Person actor) {
        var label = Messages.text(title, actor.locale());
        return new Entry(label, label, glyph, path, null);
    }

    private static List<Entry> entries(MenuDefinition.Group group, VisibleSchema schema, Actor.Person actor) {
        return group.entities().stream()
                .map(schema::entity)
                .flatMap(Optional::stream)
                .filter(entity -> schema.may(entity.id(), Verb.READ))
                .flatMap(entity -> Stream.concat(Stream.of(entry(entity, schema, actor)), pools(entity, schema, actor)))
                .toList();
    }

    private static Stream<Entry> pools(EntityDefinition entity, VisibleSchema schema, Actor.Person actor) {
        return schema.metadata().pools(entity.id()).stream()
                .filter(pool -> pool.admits(actor.roles()))
                .map(pool -> new Entry(
                        pool.label().text(actor.locale()),
                        entity.label().text(actor.locale()),
                        Glyph.named("box"),
                        "records/" + entity.id() + "?list=" + pool.id(),
                        null));
    }

    private static Entry entry(EntityDefinition entity, VisibleSchema schema, Actor.Person actor) {
        var path = "records/" + entity.id();
        return new Entry(
                entity.plural().text(actor.locale()),
                entity.label().text(actor.locale()),
                Glyph.named(entity.icon()),
                path,
                schema.may(entity.id(), Verb.CREATE) ? path + "/new" : null);
    }
}
