package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApproveOptions;
import dev.trellis.core.metadata.ApproveOptions.Comment;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.ApprovalView.AsksComment;
import dev.trellis.workflow.approval.ApprovalView.May;
import dev.trellis.workflow.approval.ApprovalView.Target;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what a reader may do with a running request. An interface offers exactly this; every action asks again. */
@Singleton
final class Permits {

    private final Participants participants;
    private final Withdrawals withdrawals;
    private final Returns returns;
    private final TakeBacks takeBacks;
    private final DraftStore drafts;
    private final StandIns standIns;

    Permits(
            Participants participants,
            Withdrawals withdrawals,
            Returns returns,
            TakeBacks takeBacks,
            DraftStore drafts,
            StandIns standIns) {
        this.participants = participants;
        this.withdrawals = withdrawals;
        this.returns = returns;
        this.takeBacks = takeBacks;
        this.drafts = drafts;
        this.standIns = standIns;
    }

    May of(Actor actor, Place place, Instant now) {
        return actor instanceof Actor.Person person ? of(person, place, now) : May.NOTHING;
    }

    private May of(Actor.Person person, Place place, Instant now) {
        var can = EnumSet.noneOf(Can.class);
        var acting = new Acting(person, now, false);
        asInitiator(acting, place, can);
        if (participants.takesPart(person, place)) {
            can.add(Can.COMMENT);
            can.add(Can.SHARE);
        }
        var administers = participants.isAdministrator(person, place);
        if (administers) {
            asAdministrator(acting, place, can);
        }
        var nodes = place.definition().nodes();
        var jumpTo = administers
                ? targets(Route.approvals(nodes).stream()
                        .filter(node -> Route.blocks(nodes, node.id()).isEmpty())
                        .toList())
                : List.<Target>of();
        var mine = place.instance().state() == ApprovalState.SUSPENDED
                ? Optional.<Mine>empty()
                : mine(person, place)
                        .filter(one -> standIns.hindrance(place, one.entry(), one.task(), now)
                                .isEmpty());
        if (mine.isEmpty()) {
            var back = takeBacks.offered(place, person.user());
            back.ifPresent(_ -> can.add(Can.TAKE_BACK));
            return new May(
                    can,
                    back.map(Task::id).orElse(null),
                    Map.of(),
                    List.of(),
                    new AsksComment(false, false),
                    false,
                    List.of(),
                    jumpTo,
                    "");
        }
        return withTask(place, mine.get(), can, jumpTo);
    }

    private void asInitiator(Acting acting, Place place, Set<Can> can) {
        if (place.instance().initiator().equals(acting.person().user())) {
            if (withdrawals.hindrance(place).isEmpty()) {
                can.add(Can.WITHDRAW);
            }
            urge(acting, place, can);
        }
        if (place.instance().state() == ApprovalState.RETURNED && returns.isReturnedTo(acting.person(), place)) {
            can.add(Can.RESUBMIT);
        }
    }

    private static void asAdministrator(Acting acting, Place place, Set<Can> can) {
        can.addAll(Set.of(Can.REASSIGN, Can.JUMP, Can.CANCEL));
        if (place.instance().state() == ApprovalState.SUSPENDED) {
            can.add(Can.RETRY);
        } else if (place.instance().state() == ApprovalState.RUNNING) {
            can.add(Can.SUSPEND);
        }
        urge(acting, place, can);
    }

    private static void urge(Acting acting, Place place, Set<Can> can) {
        if (place.entries().stream()
                .filter(Entry::isOpen)
                .flatMap(entry -> entry.tasks().stream())
                .anyMatch(task -> task.vote() == Vote.PENDING && Talk.isDue(acting, task))) {
            can.add(Can.URGE);
        }
    }

    private record Mine(Entry entry, Task task) {}

    private static Optional<Mine> mine(Actor.Person person, Place place) {
        return place.entries().stream()
                .filter(Entry::isOpen)
                .flatMap(entry -> entry.tasks().stream()
                        .filter(task -> task.user().equals(person.user()))
                        .map(task -> new Mine(entry, task)))
                .findFirst();
    }

    private May withTask(Place place, Mine mine, Set<Can> can, List<Target> jumpTo) {
        var policy = new StepPolicy(place, mine.entry());
        var options = policy.node().options();
        offer(mine, policy, can);
        var open = mine.task().vote() == Vote.PENDING;
        if (open) {
            can.add(Can.KEEP);
        }
        var comment = options.comment();
        return new May(
                can,
                mine.task().id(),
                open ? policy.node().fields() : Map.<String, FieldRight>of(),
                options.required(),
                new AsksComment(
                        comment == Comment.REQUIRED, comment == Comment.REQUIRED || comment == Comment.ON_REJECT),
                options.signature(),
                targets(policy.targets().stream()
                        .flatMap(node -> place.findStep(node).stream())
                        .toList()),
                jumpTo,
                open ? drafts.of(mine.task().id()).orElse("") : "");
    }

    private static void offer(Mine mine, StepPolicy policy, Set<Can> can) {
        var me = mine.task().user();
        var options = policy.node().options();
        offer(mine, new NodeAction.Agree(me), Can.AGREE, can);
        if (!policy.isWork()) {
            offer(mine, new NodeAction.Reject(me), Can.REJECT, can);
            offer(mine, new NodeAction.Abstain(me), Can.ABSTAIN, can);
        }
        offer(mine, new NodeAction.TakeBack(me), Can.TAKE_BACK, can);
        if (can.contains(Can.AGREE)) {
            if (options.returns() != ApproveOptions.Returns.NONE) {
                can.add(Can.SEND_BACK);
            }
            if (options.transfer()) {
                can.add(Can.HAND_OVER);
            }
            if (options.add()
                    && mine.task().seat().depth() < mine.entry().rule().depth()) {
                can.add(Can.ADD);
            }
            var claimed = mine.entry().tasks().stream().anyMatch(task -> task.vote() == Vote.WAITING);
            offer(mine, new NodeAction.Claim(me), claimed ? Can.UNCLAIM : Can.CLAIM, can);
        }
        if (mine.entry().tasks().stream()
                .anyMatch(
                        task -> me.equals(task.seat().addedBy()) && task.vote().isOpen())) {
            can.add(Can.REMOVE);
        }
    }

    private static void offer(Mine mine, NodeAction action, Can offered, Set<Can> can) {
        if (mine.entry().state().apply(action) instanceof Step.Taken) {
            can.add(offered);
        }
    }

    private static List<Target> targets(List<Approve> nodes) {
        return nodes.stream().map(node -> new Target(node.id(), node.label())).toList();
    }
}
