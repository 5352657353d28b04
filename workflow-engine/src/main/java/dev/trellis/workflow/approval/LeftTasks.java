package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.handover.Legacy;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What of approvals somebody leaves: open tasks, standing in for others; and the flows that name them are told. */
@Singleton
final class LeftTasks implements Legacy {

    private static final String TASKS = "approvals";
    private static final String DEPUTY = "deputy";
    private static final String FLOW = "flow/";
    private static final int AT_ONCE = 20;

    private final Sql sql;
    private final ApprovalStore store;
    private final Places places;
    private final Participants participants;
    private final Repairs repairs;
    private final LiveMetadata live;
    private final Clock clock = Clock.systemUTC();

    LeftTasks(
            Sql sql,
            ApprovalStore store,
            Places places,
            Participants participants,
            Repairs repairs,
            LiveMetadata live) {
        this.sql = sql;
        this.store = store;
        this.places = places;
        this.participants = participants;
        this.repairs = repairs;
        this.live = live;
    }

    @Override
    public boolean knows(String part) {
        return part.equals(TASKS) || part.equals(DEPUTY) || part.startsWith(FLOW);
    }

    @Override
    public List<Part> parts(Actor.Person asker, RecordId user) {
        var parts = new ArrayList<Part>();
        long open = held(user, 0, Integer.MAX_VALUE).size();
        if (open > 0) {
            parts.add(new Part(TASKS, text("handover.part.approvals"), open, false, true));
        }
        long deputy = sql.one(
                        "SELECT COUNT(*) AS there FROM t_approval_deputy WHERE deputy = ? AND valid_until > ?",
                        row -> row.getLong("there"),
                        user,
                        clock.instant())
                .orElse(0L);
        if (deputy > 0) {
            parts.add(new Part(DEPUTY, text("handover.part.deputy"), deputy, false, true));
        }
        live.current().all(ApprovalDefinition.class).stream()
                .filter(flow -> names(flow, user))
                .forEach(flow -> parts.add(new Part(FLOW + flow.id(), named(flow.label()), 1, false, false)));
        return parts;
    }

    private static boolean names(ApprovalDefinition flow, RecordId user) {
        return FlowNodes.all(flow.nodes())
                .flatMap(node -> node instanceof ApprovalDefinition.CarbonCopy copy
                        ? copy.recipients().stream()
                        : FlowNodes.step(node).stream()
                                .flatMap(step -> Stream.concat(
                                        step.approvers().stream(), step.options().substitutes().stream())))
                .anyMatch(source -> source instanceof Users(var users) && users.contains(user.toString()));
    }

    private static Label text(String key) {
        return Label.of(Messages.text(key, Locale.ENGLISH), Messages.text(key, Locale.SIMPLIFIED_CHINESE));
    }

    private static Label named(Label flow) {
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(
                locale.toLanguageTag(),
                Messages.text("handover.part.flow", locale, Map.of("flow", flow.text(locale)))));
        return new Label(texts);
    }

    private List<RecordId> held(RecordId user, int after, int most) {
        return sql.list("""
                SELECT DISTINCT t.instance
                FROM t_approval_task t JOIN t_approval_instance i ON i.id = t.instance
                WHERE t.user_id = ? AND t.vote IN ('PENDING', 'WAITING', 'SUSPENDED') AND i.running = 1
                ORDER BY t.instance LIMIT ? OFFSET ?
                """, row -> new RecordId(row.getLong("instance")), user, most, after);
    }

    @Override
    public Given give(Actor.Person asker, String part, RecordId from, RecordId to, int after) {
        if (part.equals(DEPUTY)) {
            return deputies(from, to);
        }
        if (!part.equals(TASKS)) {
            return new Given(0, 0, true);
        }
        var instances = held(from, after, AT_ONCE);
        int done = 0;
        for (var instance : instances) {
            if (reassign(asker, instance, from, to)) {
                done++;
            }
        }
        return new Given(done, instances.size() - done, instances.size() < AT_ONCE);
    }

    /** Nobody stands in for themselves; such an arrangement simply ends. */
    private Given deputies(RecordId from, RecordId to) {
        var now = clock.instant();
        int ended = sql.update(
                "DELETE FROM t_approval_deputy WHERE deputy = ? AND user_id = ? AND valid_until > ?", from, to, now);
        int moved = sql.update(
                "UPDATE t_approval_deputy SET deputy = ? WHERE deputy = ? AND valid_until > ?", to, from, now);
        return new Given(ended + moved, 0, true);
    }

    private boolean reassign(Actor.Person asker, RecordId id, RecordId from, RecordId to) {
        var acting = new Acting(asker, clock.instant().truncatedTo(ChronoUnit.MICROS), false);
        store.serialise(id);
        var place = store.serialised(id)
                .filter(instance -> !instance.state().isFinal())
                .flatMap(instance -> places.find(instance, acting.at()));
        var entry = place.flatMap(found -> found.entries().stream()
                .filter(one -> one.isOpen()
                        && one.state()
                                .seat(from)
                                .filter(seat -> seat.vote().isOpen())
                                .isPresent())
                .findFirst());
        if (entry.isEmpty()) {
            return false;
        }
        try {
            participants.mustBeAbleToDecide(
                    place.get(), place.get().step(entry.get().node()), Stream.of(to));
        } catch (FlowRefused refused) {
            // The initiator, say, where nobody may decide on an own request: the task stays and is counted.
            return false;
        }
        ScopedValue.where(Acting.CURRENT, acting)
                .run(() -> repairs.reassign(acting, place.get(), entry.get(), from, to, ""));
        return true;
    }
}
