package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.FromField;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.approval.People.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the people of a step: active, each once, in the order of the sources, each with every reason that led to them.
 * Reads only what it is given.
 */
final class ApproverResolution {

    private final Request request;
    private final People people;
    private final Map<RecordId, Member> members = new LinkedHashMap<>();
    private final Map<RecordId, List<Reason>> reasons = new LinkedHashMap<>();

    private ApproverResolution(Request request, People people) {
        this.request = request;
        this.people = people;
    }

    /**
     * What is asked for, and by whom.
     *
     * @param administrators the roles that decide where nobody else can
     */
    record Request(Member initiator, Subject subject, List<String> administrators) {
        Request {
            administrators = List.copyOf(administrators);
        }
    }

    /** The record and its definitions, as far as the choice of people depends on them. */
    interface Subject {

        /** The user in a field or at the end of a path over lookups; empty where any part of it is blank. */
        Optional<RecordId> user(String path);

        Label field(String path);

        Label role(String id);
    }

    /** A person of a step. */
    record Resolved(Member person, List<Reason> reasons) {
        Resolved {
            reasons = List.copyOf(reasons);
        }
    }

    /** Returns who decides; empty only where not even an administrator other than the initiator is left. */
    static List<Resolved> approvers(List<Approver> sources, SelfApproval selfApproval, Request request, People people) {
        var resolution = new ApproverResolution(request, people);
        sources.forEach(resolution::add);
        if (selfApproval == SelfApproval.ESCALATE) {
            resolution.escalate();
        }
        if (resolution.members.isEmpty()) {
            resolution.addAdministrators();
        }
        return resolution.result();
    }

    /** Returns who is told; nobody is fine. */
    static List<Resolved> recipients(List<Approver> sources, Request request, People people) {
        var resolution = new ApproverResolution(request, people);
        sources.forEach(resolution::add);
        return resolution.result();
    }

    private void add(Approver source) {
        switch (source) {
            case Users(var ids) ->
                ids.forEach(
                        id -> RecordId.parse(id).flatMap(people::find).ifPresent(found -> add(found, Reason.named())));
            case InRole(var role) ->
                people.holders(role)
                        .forEach(found ->
                                add(found, Reason.role(request.subject().role(role))));
            case InitiatorsManager(var level) ->
                above(level)
                        .ifPresent(found -> add(
                                found,
                                level == 1
                                        ? Reason.manager(request.initiator().name())
                                        : Reason.manager(request.initiator().name(), level)));
            case FromField(var path) ->
                request.subject()
                        .user(path)
                        .flatMap(people::find)
                        .ifPresent(found ->
                                add(found, Reason.field(request.subject().field(path))));
        }
    }

    private void add(Member member, Reason reason) {
        if (!member.active()) {
            return;
        }
        members.putIfAbsent(member.id(), member);
        var known = reasons.computeIfAbsent(member.id(), id -> new ArrayList<>());
        if (!known.contains(reason)) {
            known.add(reason);
        }
    }

    private Optional<Member> above(int level) {
        var passed = new java.util.HashSet<>(Set.of(request.initiator().id()));
        var current = request.initiator();
        for (int step = 0; step < level; step++) {
            var next = people.managerOf(current.id());
            if (next.isEmpty() || !passed.add(next.get().id())) {
                return Optional.empty();
            }
            current = next.get();
        }
        return Optional.of(current);
    }

    /** Nobody decides on their own request: whoever stands above the initiator does, else the administrators. */
    private void escalate() {
        var initiator = request.initiator();
        if (members.remove(initiator.id()) == null) {
            return;
        }
        reasons.remove(initiator.id());
        above(1).ifPresentOrElse(found -> add(found, Reason.escalated(initiator.name())), this::addAdministrators);
    }

    private void addAdministrators() {
        request.administrators().stream()
                .flatMap(role -> people.holders(role).stream())
                .filter(found -> !found.id().equals(request.initiator().id()))
                .forEach(found -> add(found, Reason.administrator()));
    }

    private List<Resolved> result() {
        return members.values().stream()
                .map(member -> new Resolved(member, reasons.getOrDefault(member.id(), List.of())))
                .toList();
    }
}
