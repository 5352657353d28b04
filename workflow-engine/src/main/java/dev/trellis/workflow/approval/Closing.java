package dev.trellis.workflow.approval;

import dev.trellis.workflow.approval.ApprovalStore.Said;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.Step;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/** Closes the places at which a request has waited and waits no more; what happened to each stands in the log. */
@Singleton
final class Closing {

    /** No version of any record: a decision that was overtaken is never one on the record as it is. */
    private static final int OVERTAKEN = -1;

    private final ApprovalStore store;
    private final LogStore logs;
    private final WorkStore workStore;
    private final Works works;

    Closing(ApprovalStore store, LogStore logs, WorkStore workStore, Works works) {
        this.store = store;
        this.logs = logs;
        this.workStore = workStore;
        this.works = works;
    }

    boolean isAnythingOpen(Place place) {
        return place.entries().stream().anyMatch(entry -> entry.isOpen() || entry.isUntold())
                || place.works().stream().anyMatch(Work::isOpen);
    }

    /**
     * Closes those of the places whose engine task is meant; what a node has started and still waits for ends with it.
     *
     * @return whether there was any
     */
    boolean close(Acting acting, Place place, NodeAction action, String remark, Predicate<String> task) {
        var entries = place.entries().stream()
                .filter(entry -> entry.isOpen() && task.test(entry.flowTask()))
                .toList();
        for (var entry : entries) {
            if (entry.state().apply(action) instanceof Step.Taken(var state)) {
                store.changed(entry, state, new Said(acting.person().user(), "", acting.at()), List.of());
                acting.log(
                        logs,
                        place.instance(),
                        ApprovalEvent.LEFT,
                        entry.node(),
                        List.of(),
                        remark,
                        StateJson.write(new Detail.Done(action, null, null)));
            }
        }
        // What a rule had decided in a lane that another one has overtaken counts for nothing.
        var overtaken = place.entries().stream()
                .filter(entry -> entry.isUntold() && task.test(entry.flowTask()))
                .toList();
        overtaken.forEach(entry -> store.passed(entry.id(), OVERTAKEN));
        var open = place.works().stream()
                .filter(work -> work.isOpen() && task.test(work.flowTask()))
                .toList();
        for (var work : open) {
            workStore.state(work.id(), Work.State.CANCELLED);
            acting.log(logs, place.instance(), ApprovalEvent.DROPPED, work.node(), remark);
            works.cancelChildren(acting, work.id(), remark);
        }
        return !entries.isEmpty() || !overtaken.isEmpty() || !open.isEmpty();
    }
}
