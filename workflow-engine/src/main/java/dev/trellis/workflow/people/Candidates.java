package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Chosen;
import dev.trellis.core.metadata.ApprovalDefinition.DepartmentHead;
import dev.trellis.core.metadata.ApprovalDefinition.FromField;
import dev.trellis.core.metadata.ApprovalDefinition.Holders;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.Initiator;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.ManagersUpTo;
import dev.trellis.core.metadata.ApprovalDefinition.Resolver;
import dev.trellis.core.metadata.ApprovalDefinition.RoleNearby;
import dev.trellis.core.metadata.ApprovalDefinition.Row;
import dev.trellis.core.metadata.ApprovalDefinition.SameAs;
import dev.trellis.core.metadata.ApprovalDefinition.Table;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.workflow.people.People.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Collects the people of a step, source by source. */
final class Candidates {

    /** More levels than any company has; keeps a circle of managers from going on for ever. */
    static final int MAX_LEVELS = 50;

    private final String node;
    private final Request request;
    private final People people;
    private Map<RecordId, Resolved> found = new LinkedHashMap<>();

    Candidates(String node, Request request, People people) {
        this.node = node;
        this.request = request;
        this.people = people;
    }

    void add(Approver source) {
        var initiator = request.initiator();
        switch (source) {
            case Users(var ids) -> ids.forEach(id -> RecordId.parse(id).ifPresent(user -> add(user, Reason.named())));
            case InRole(var role) -> holders(role, Reason.role(request.subject().role(role)));
            case InitiatorsManager(var level) ->
                chain(level).stream()
                        .skip(level - 1L)
                        .forEach(manager -> add(
                                manager,
                                level == 1
                                        ? Reason.manager(initiator.name())
                                        : Reason.manager(initiator.name(), level)));
            case FromField(var path) ->
                request.subject()
                        .user(path)
                        .ifPresent(
                                user -> add(user, Reason.field(request.subject().field(path))));
            case Initiator() -> add(initiator, Reason.initiator());
            case ManagersUpTo managers -> managers(managers);
            case DepartmentHead(var level, var upward) -> head(level, upward);
            case RoleNearby(var role) -> nearby(role);
            case Chosen chosen -> chosen(chosen);
            case SameAs(var other) -> request.past().decidedAt(other).forEach(user -> add(user, Reason.sameAs()));
            case Holders(var position, var nearby) -> RecordId.parse(position).ifPresent(id -> position(id, nearby));
            case Resolver(var resolver) ->
                request.subject().resolve(resolver).forEach(user -> add(user, Reason.resolver(resolver)));
            case Table(var rows) ->
                rows.stream()
                        .filter(row -> request.subject().isTrue(row.when()))
                        .findFirst()
                        .map(Row::approvers)
                        .ifPresent(sources -> sources.forEach(this::add));
        }
    }

    /** Adds people who only stand in because nobody was found. */
    void addSubstitutes(Approver source) {
        add(source);
        found.replaceAll((id, one) -> new Resolved(one.person(), List.of(Reason.substitute()), one.insteadOf()));
    }

    void add(Member member, Reason reason) {
        if (!member.active()) {
            return;
        }
        found.merge(
                member.id(),
                new Resolved(member, List.of(reason)),
                (one, other) -> new Resolved(one.person(), and(one.reasons(), reason), one.insteadOf()));
    }

    /** The administrators; never the initiator. */
    void addAdministrators() {
        request.administrators().stream()
                .flatMap(role -> people.holders(role).stream())
                .filter(member -> !member.id().equals(request.initiator().id()))
                .forEach(member -> add(member, Reason.administrator()));
    }

    /** Puts a deputy in somebody's place; one who is asked anyway keeps the one place. */
    void standIn(Member away, Member deputy, Reason why) {
        var place = found.get(away.id());
        if (place == null) {
            return;
        }
        if (found.containsKey(deputy.id())) {
            found.remove(away.id());
            return;
        }
        var reasons = and(place.reasons(), why);
        rebuilt(one -> one.person().id().equals(away.id()) ? new Resolved(deputy, reasons, away.id()) : one);
    }

    void remove(RecordId user) {
        found.remove(user);
    }

    boolean has(RecordId user) {
        return found.containsKey(user);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int size() {
        return found.size();
    }

    List<Resolved> result() {
        return List.copyOf(found.values());
    }

    private void rebuilt(UnaryOperator<Resolved> change) {
        var changed = new LinkedHashMap<RecordId, Resolved>();
        found.values().stream()
                .map(change)
                .forEach(one -> changed.put(one.person().id(), one));
        found = changed;
    }

    private void add(RecordId user, Reason reason) {
        people.find(user).ifPresent(member -> add(member, reason));
    }

    private void holders(String role, Reason reason) {
        people.holders(role).forEach(member -> add(member, reason));
    }

    private void managers(ManagersUpTo source) {
        var above = chain(source.level() == 0 ? MAX_LEVELS : source.level());
        var last = source.untilRole();
        for (int i = 0; i < above.size(); i++) {
            add(above.get(i), Reason.manager(request.initiator().name(), i + 1));
            if (last != null && people.holders(last).contains(above.get(i))) {
                return;
            }
        }
    }

    /** The managers above the initiator, the nearest first; nobody twice. */
    private List<Member> chain(int levels) {
        var passed = new HashSet<>(Set.of(request.initiator().id()));
        var above = new ArrayList<Member>();
        var next = people.managerOf(request.initiator().id());
        while (next.isPresent()
                && above.size() < levels
                && passed.add(next.get().id())) {
            above.add(next.get());
            next = people.managerOf(next.get().id());
        }
        return above;
    }

    private void head(int level, boolean upward) {
        var at = people.departmentOf(request.initiator().id());
        for (int step = 1; step < level; step++) {
            at = at.flatMap(people::above);
        }
        for (int step = 0; at.isPresent() && step < MAX_LEVELS; step++) {
            var head = people.headOf(at.get()).filter(Member::active);
            if (head.isPresent() || !upward) {
                head.ifPresent(
                        member -> add(member, Reason.head(request.initiator().name())));
                return;
            }
            at = people.above(at.get());
        }
    }

    private void position(RecordId position, boolean nearby) {
        var reason = Reason.position(request.initiator().name());
        var holders = people.inPosition(position);
        (nearby ? nearest(holders) : holders).forEach(member -> add(member, reason));
    }

    /** The holders of a role in the initiator's department, else in the nearest one above. */
    private void nearby(String role) {
        var reason =
                Reason.nearby(request.subject().role(role), request.initiator().name());
        nearest(people.holders(role)).forEach(member -> add(member, reason));
    }

    private List<Member> nearest(List<Member> holders) {
        var at = people.departmentOf(request.initiator().id());
        for (int step = 0; at.isPresent() && step < MAX_LEVELS; step++) {
            var here = at.get();
            var near = holders.stream()
                    .filter(member -> people.departmentOf(member.id()).equals(Optional.of(here)))
                    .toList();
            if (!near.isEmpty()) {
                return near;
            }
            at = people.above(here);
        }
        return List.of();
    }

    private void chosen(Chosen source) {
        var role = source.role();
        request.past().chosen().getOrDefault(node, List.of()).stream()
                .flatMap(user -> people.find(user).stream())
                .filter(member -> role == null || people.holders(role).contains(member))
                .limit(source.many() ? Long.MAX_VALUE : 1)
                .forEach(member -> add(member, Reason.chosen()));
    }

    private static List<Reason> and(List<Reason> reasons, Reason more) {
        if (reasons.contains(more)) {
            return reasons;
        }
        var all = new ArrayList<>(reasons);
        all.add(more);
        return all;
    }
}
