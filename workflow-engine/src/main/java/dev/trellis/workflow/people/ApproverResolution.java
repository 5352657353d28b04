package dev.trellis.workflow.people;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApproveOptions.Repeated;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.people.People.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the people of a step: active, each once, in the order of the sources, each with every reason that led to them.
 * Then come the rules: nobody decides on their own request, deputies stand in, somebody must be left. Reads only what it
 * is given.
 */
public final class ApproverResolution {

    private final Approve node;
    private final Request request;
    private final People people;
    private final Candidates candidates;
    private final List<RecordId> skips = new ArrayList<>();

    private ApproverResolution(Approve node, Request request, People people) {
        this.node = node;
        this.request = request;
        this.people = people;
        this.candidates = new Candidates(node.id(), request, people);
    }

    /** Returns who decides. */
    public static Staffing approvers(Approve node, Request request, People people) {
        return new ApproverResolution(node, request, people).staffing();
    }

    /** Returns who is told; nobody is fine. */
    public static List<Resolved> recipients(String node, List<Approver> sources, Request request, People people) {
        var found = new Candidates(node, request, people);
        sources.forEach(found::add);
        return found.result();
    }

    /** Returns the administrators, who decide where no rule can. */
    public static List<Resolved> administrators(Request request, People people) {
        var found = new Candidates("", request, people);
        found.addAdministrators();
        return found.result();
    }

    private Staffing staffing() {
        node.approvers().forEach(candidates::add);
        if (node.options().repeated() == Repeated.EXCLUSIVE) {
            request.past().deciders().forEach(candidates::remove);
        }
        self();
        deputies();
        return candidates.isEmpty() ? nobody() : new Staffing.Staffed(candidates.result(), skips, false);
    }

    /** Nobody decides on their own request, unless the step says so. */
    private void self() {
        var initiator = request.initiator();
        if (!candidates.has(initiator.id())) {
            return;
        }
        switch (node.selfApproval()) {
            case ALLOW -> {}
            case SKIP -> skips.add(initiator.id());
            case ESCALATE -> instead(people.managerOf(initiator.id()));
            case HEAD -> instead(head());
            case REMOVE -> {
                if (candidates.size() > 1) {
                    candidates.remove(initiator.id());
                } else {
                    instead(people.managerOf(initiator.id()));
                }
            }
        }
    }

    /** Puts somebody in the initiator's place; where there is nobody, the rule for that applies. */
    private void instead(Optional<Member> other) {
        var initiator = request.initiator();
        candidates.remove(initiator.id());
        other.filter(found -> !found.id().equals(initiator.id()))
                .ifPresentOrElse(
                        found -> candidates.add(found, Reason.escalated(initiator.name())),
                        candidates::addAdministrators);
    }

    private Optional<Member> head() {
        var at = people.departmentOf(request.initiator().id());
        for (int step = 0; at.isPresent() && step < Candidates.MAX_LEVELS; step++) {
            var head = people.headOf(at.get())
                    .filter(Member::active)
                    .filter(found -> !found.id().equals(request.initiator().id()));
            if (head.isPresent()) {
                return head;
            }
            at = people.above(at.get());
        }
        return Optional.empty();
    }

    /** A deputy stands in; never the initiator, and never for two people one after the other. */
    private void deputies() {
        for (var found : candidates.result()) {
            var away = found.person();
            if (skips.contains(away.id())) {
                continue;
            }
            switch (request.deputies().standInFor(away.id())) {
                case StandIn.Nobody() -> {}
                case StandIn.By(var deputy, var limit) ->
                    other(deputy).ifPresent(member -> standIn(away, member, limit));
                case StandIn.OutOfLimit(var deputy, var limit, var why) ->
                    other(deputy)
                            .ifPresent(member -> candidates.add(away, Reason.outOfLimit(member.name(), limit, why)));
            }
        }
    }

    /** A deputy who is not the initiator. */
    private Optional<Member> other(RecordId deputy) {
        return deputy.equals(request.initiator().id()) ? Optional.empty() : people.find(deputy);
    }

    private void standIn(Member away, Member deputy, @Nullable Money limit) {
        var isExcluded = node.options().repeated() == Repeated.EXCLUSIVE
                && request.past().deciders().contains(deputy.id());
        if (deputy.active()
                && !isExcluded
                && !request.deputies().standInFor(deputy.id()).isAway()) {
            candidates.standIn(away, deputy, Reason.deputy(away.name(), limit));
        } else {
            candidates.remove(away.id());
            candidates.addAdministrators();
        }
    }

    private Staffing nobody() {
        return switch (node.options().nobody()) {
            case AGREE -> new Staffing.Agreed();
            case REJECT -> new Staffing.Rejected();
            case REFUSE -> new Staffing.Impossible();
            case PEOPLE -> {
                node.options().substitutes().forEach(candidates::addSubstitutes);
                candidates.remove(request.initiator().id());
                yield fallback();
            }
            case MANAGER -> {
                people.managerOf(request.initiator().id())
                        .ifPresent(found -> candidates.add(found, Reason.substitute()));
                yield fallback();
            }
            case ADMINISTRATORS -> fallback();
        };
    }

    /** The administrators decide where a rule found nobody either. */
    private Staffing fallback() {
        if (candidates.isEmpty()) {
            candidates.addAdministrators();
        }
        return candidates.isEmpty()
                ? new Staffing.Impossible()
                : new Staffing.Staffed(candidates.result(), List.of(), true);
    }
}
