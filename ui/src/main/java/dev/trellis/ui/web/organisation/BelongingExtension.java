package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.account.RoleAssignment.Kind;
import dev.trellis.core.appointment.AppointmentResult;
import dev.trellis.core.appointment.Appointments;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On the page of a person: their departments, positions and teams, and for those who administer roles and pools. */
@Singleton
final class BelongingExtension implements RecordExtension {

    private static final String USER = "user";
    private static final String MEMBERSHIP = "membership";
    private static final String PRIMARY = "primary_department";
    private static final String UNIT = "unit";
    private static final String POST = "post";
    private static final String TEAM = "team";
    private static final int MOST = 100;

    private final Records records;
    private final Appointments appointments;

    BelongingExtension(Records records, Appointments appointments) {
        this.records = records;
        this.appointments = appointments;
    }

    @Override
    public List<Component> actions(Subject subject) {
        return List.of();
    }

    @Override
    public List<Component> panels(Subject subject) {
        var schema = records.schema(subject.actor());
        if (!subject.entity().equals(USER) || !schema.may(MEMBERSHIP, Verb.READ)) {
            return List.of();
        }
        var memberships = memberships(subject);
        var panel = new Div(new H2(text(subject, "belongs.title")));
        panel.addClassNames("side-panel", "belongs-panel");
        var departments = new ArrayList<Component>();
        if (subject.record().value(PRIMARY) instanceof RecordId primary) {
            departments.add(line(
                    link("department", primary, subject.record().labels().getOrDefault(PRIMARY, "")),
                    text(subject, "belongs.main")));
        }
        departments.addAll(links(memberships, UNIT, "department"));
        panel.add(group(subject, "belongs.departments", departments));
        panel.add(group(subject, "belongs.positions", links(memberships, POST, "position")));
        panel.add(group(subject, "belongs.teams", links(memberships, TEAM, "team")));
        if (appointments.mayAdminister(subject.actor())) {
            rolesAndPools(subject, memberships, panel);
        }
        if (schema.may(MEMBERSHIP, Verb.CREATE)) {
            var add = new Anchor("records/membership/new?person=" + subject.id(), text(subject, "belongs.add"));
            add.addClassName("belongs-add");
            panel.add(add);
        }
        return List.of(panel);
    }

    private List<StoredRecord> memberships(Subject subject) {
        var query = RecordQuery.of(MEMBERSHIP, List.of(UNIT, POST, TEAM))
                .filtered("person = '" + subject.id().value() + "'", Map.of())
                .page(0, MOST);
        return records.query(subject.actor(), query) instanceof QueryResult.Page page ? page.items() : List.of();
    }

    private static List<Component> links(List<StoredRecord> memberships, String field, String entity) {
        var found = new LinkedHashMap<RecordId, String>();
        for (var membership : memberships) {
            if (membership.value(field) instanceof RecordId id) {
                found.put(id, membership.labels().getOrDefault(field, ""));
            }
        }
        var links = new ArrayList<Component>();
        found.forEach((id, name) -> links.add(line(link(entity, id, name), "")));
        return links;
    }

    /** What the person may do comes from roles of their own, of their departments and of their positions. */
    private void rolesAndPools(Subject subject, List<StoredRecord> memberships, Div panel) {
        if (!(appointments.list(subject.actor(), null) instanceof AppointmentResult.Appointments(var entries))) {
            return;
        }
        var groups = new HashSet<RecordId>();
        groups.add(subject.id());
        if (subject.record().value(PRIMARY) instanceof RecordId primary) {
            groups.add(primary);
        }
        for (var membership : memberships) {
            for (var field : List.of(UNIT, POST)) {
                if (membership.value(field) instanceof RecordId id) {
                    groups.add(id);
                }
            }
        }
        var metadata = records.schema(subject.actor()).metadata();
        var format = new Format(
                subject.actor().locale(), ZoneId.of(metadata.workspace().zone()));
        var held = new HashSet<String>();
        var roles = new ArrayList<Component>();
        entries.stream()
                .filter(entry -> entry.inForce()
                        && groups.contains(entry.assignment().principal().id()))
                .forEach(entry -> {
                    held.add(entry.assignment().role());
                    var notes = new ArrayList<String>();
                    if (entry.assignment().principal().kind() != Kind.USER) {
                        notes.add(text(subject, "belongs.through", Map.of("name", entry.name())));
                    }
                    entry.assignment()
                            .end()
                            .ifPresent(end ->
                                    notes.add(text(subject, "belongs.until", Map.of("date", format.dateTime(end)))));
                    roles.add(line(new Span(entry.roleName()), String.join(" · ", notes)));
                });
        panel.add(group(subject, "belongs.roles", roles));
        panel.add(group(subject, "belongs.pools", pools(subject, held)));
    }

    private List<Component> pools(Subject subject, Set<String> held) {
        return records.schema(subject.actor()).metadata().all(PoolDefinition.class).stream()
                .filter(pool -> pool.admits(held))
                .<Component>map(pool -> line(
                        new Anchor(
                                "records/" + pool.entity() + "?list=" + pool.id(),
                                pool.label().text(subject.actor().locale())),
                        pool.isRunBy(held) ? text(subject, "belongs.runs") : ""))
                .toList();
    }

    private static Anchor link(String entity, RecordId id, String name) {
        return new Anchor("records/" + entity + "/" + id, name);
    }

    private static Div line(Component what, String note) {
        var line = new Div(what);
        line.addClassName("belongs-line");
        if (!note.isEmpty()) {
            var quiet = new Span(note);
            quiet.addClassName("quiet-text");
            line.add(quiet);
        }
        return line;
    }

    private static Div group(Subject subject, String title, List<Component> lines) {
        var head = new Span(text(subject, title));
        head.addClassName("belongs-head");
        var body = new Div();
        body.addClassName("belongs-lines");
        if (lines.isEmpty()) {
            body.add(line(new Span(text(subject, "belongs.none")), ""));
        } else {
            body.add(lines);
        }
        var group = new Div(head, body);
        group.addClassName("belongs-group");
        return group;
    }

    private static String text(Subject subject, String key) {
        return Messages.text(key, subject.actor().locale());
    }

    private static String text(Subject subject, String key, Map<String, ?> arguments) {
        return Messages.text(key, subject.actor().locale(), arguments);
    }
}
