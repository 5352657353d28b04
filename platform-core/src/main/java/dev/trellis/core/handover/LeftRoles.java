package dev.trellis.core.handover;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The roles that somebody holds in person, with the pools that they open. */
@Singleton
final class LeftRoles implements Legacy {

    private static final String ROLE = "role/";

    private final RoleAssignments assignments;
    private final LiveMetadata live;
    private final ActorResolver actors;
    private final AdminLog log;
    private final UnitOfWork unit;
    private final Clock clock = Clock.systemUTC();

    LeftRoles(RoleAssignments assignments, LiveMetadata live, ActorResolver actors, AdminLog log, UnitOfWork unit) {
        this.assignments = assignments;
        this.live = live;
        this.actors = actors;
        this.log = log;
        this.unit = unit;
    }

    @Override
    public boolean knows(String part) {
        return part.startsWith(ROLE);
    }

    @Override
    public List<Part> parts(Actor.Person asker, RecordId user) {
        return held(user).stream()
                .map(RoleAssignment::role)
                .distinct()
                .sorted()
                .map(role -> new Part(ROLE + role, label(role), 1, isSole(role, user), true))
                .toList();
    }

    private List<RoleAssignment> held(RecordId user) {
        return assignments.of(Principal.user(user)).stream()
                .filter(one -> one.isInForce(clock.instant()))
                .toList();
    }

    private boolean isSole(String role, RecordId user) {
        return assignments.holders(role).stream()
                .filter(one -> one.isInForce(clock.instant()))
                .allMatch(one -> one.principal().equals(Principal.user(user)));
    }

    /** The role's name, and the pools to which it opens the door. */
    private Label label(String role) {
        var texts = new HashMap<String, String>();
        var name = live.current().role(role).map(RoleDefinition::label).orElse(Label.of(role, role));
        var pools = live.current().all(PoolDefinition.class).stream()
                .filter(pool -> pool.admits(java.util.Set.of(role)))
                .map(PoolDefinition::label)
                .toList();
        for (var locale : Messages.LANGUAGES) {
            var said = Messages.text("handover.part.role", locale, Map.of("role", name.text(locale)));
            texts.put(
                    locale.toLanguageTag(),
                    pools.isEmpty()
                            ? said
                            : Messages.text(
                                    "handover.part.role.pools",
                                    locale,
                                    Map.of("role", said, "pools", listed(pools, locale))));
        }
        return new Label(texts);
    }

    private static String listed(List<Label> labels, Locale locale) {
        return String.join(
                Messages.text("list.separator", locale),
                labels.stream().map(label -> label.text(locale)).toList());
    }

    @Override
    public Given give(Actor.Person asker, String part, RecordId from, RecordId to, int after) {
        var role = part.substring(ROLE.length());
        int done = 0;
        for (var held : held(from)) {
            if (held.role().equals(role)) {
                if (held(to).stream().noneMatch(one -> one.role().equals(role))) {
                    assignments.assign(Principal.user(to), role);
                    log.append(asker, AdminAction.ROLE_ASSIGNED, "user/" + to, role);
                }
                assignments.remove(held.id());
                log.append(asker, AdminAction.ROLE_WITHDRAWN, "user/" + from, role);
                done++;
            }
        }
        unit.afterCommit(actors::forget);
        return new Given(done, 0, true);
    }
}
