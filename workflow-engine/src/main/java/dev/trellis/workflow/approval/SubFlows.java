package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Starts other approvals out of a flow, and ends them with it where it waits for them. */
@Singleton
final class SubFlows {

    private final Records records;
    private final Sql sql;
    private final ApprovalStore store;
    private final WorkStore works;
    private final Places places;
    private final RecordReader reader;
    private final Submission submission;
    private final Withdrawals withdrawals;
    private final People people;

    SubFlows(
            Records records,
            Sql sql,
            ApprovalStore store,
            WorkStore works,
            Places places,
            RecordReader reader,
            Submission submission,
            Withdrawals withdrawals,
            People people) {
        this.records = records;
        this.sql = sql;
        this.store = store;
        this.works = works;
        this.places = places;
        this.reader = reader;
        this.submission = submission;
        this.withdrawals = withdrawals;
        this.people = people;
    }

    Works.Result start(Acting acting, Place place, Work work, SubFlow node) {
        var definition = reader.metadata().all(ApprovalDefinition.class).stream()
                .filter(approval -> approval.id().equals(node.approval()))
                .findFirst()
                .orElseThrow(() -> new FlowRefused(
                        Problem.at("", ApprovalProblems.SUB_FLOW_GONE).with("given", node.approval())));
        var path = node.initiator();
        var initiator = path == null
                ? place.facts().initiator()
                : place.facts()
                        .user(path)
                        .flatMap(people::find)
                        .filter(Member::active)
                        .orElseThrow(() -> new FlowRefused(Problem.at("", ApprovalProblems.NO_TARGET)
                                .with("field", place.facts().field(path))));
        targets(place, node).forEach(record -> submission.begin(acting, definition, record, initiator, work.id()));
        if (node.waits()
                && children(work.id()).stream().anyMatch(child -> !child.state().isFinal())) {
            works.waits(work.id(), null, null);
            return new Works.Result.Waits();
        }
        works.state(work.id(), Work.State.DONE);
        return new Works.Result.Done();
    }

    private List<StoredRecord> targets(Place place, SubFlow node) {
        var path = node.target();
        if (path != null) {
            return reader.behind(place.facts().record(), path).stream().toList();
        }
        var related = String.valueOf(node.related()).split("\\.");
        var query = RecordQuery.of(related[0], List.of())
                .filtered(
                        related[1] + " = :record",
                        Map.of("record", place.instance().record()))
                .page(0, SubFlow.MAX_STARTED + 1);
        if (!(records.query(RecordReader.APPROVAL, query)
                instanceof QueryResult.Page(var items, var next, var count))) {
            throw new IllegalStateException("The related records of a published flow cannot be found: " + node.id());
        }
        if (items.size() > SubFlow.MAX_STARTED) {
            throw new FlowRefused(
                    Problem.at("", ApprovalProblems.TOO_MANY_SUB_FLOWS).with("limit", SubFlow.MAX_STARTED));
        }
        return items.stream()
                .map(item -> reader.find(related[0], item.id()).orElseThrow())
                .toList();
    }

    List<Instance> children(RecordId work) {
        return sql.list(ApprovalStore.INSTANCE + "WHERE started_by = ? ORDER BY id", ApprovalStore::readInstance, work);
    }

    /** Ends what a node has started and still waits for. */
    void cancel(Acting acting, RecordId work, String reason) {
        for (var child : children(work)) {
            if (!child.state().isFinal()) {
                store.serialise(child.id());
                store.serialised(child.id())
                        .flatMap(now -> places.find(now, acting.at()))
                        .ifPresent(place -> withdrawals.cancel(acting, place, reason));
            }
        }
    }
}
