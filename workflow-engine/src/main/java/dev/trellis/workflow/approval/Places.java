package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.people.People;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds requests with what belongs to them. */
@Singleton
final class Places {

    private final Records records;
    private final ApprovalStore store;
    private final WorkStore works;
    private final ChoiceStore choices;
    private final DeputyStore deputies;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final People people;

    Places(
            Records records,
            ApprovalStore store,
            WorkStore works,
            ChoiceStore choices,
            DeputyStore deputies,
            DefinitionArchive archive,
            RecordReader reader,
            People people) {
        this.records = records;
        this.store = store;
        this.works = works;
        this.choices = choices;
        this.deputies = deputies;
        this.archive = archive;
        this.reader = reader;
        this.people = people;
    }

    Place of(RecordId id, Instant at) {
        var instance = store.instance(id)
                .orElseThrow(() -> new TrellisException("The engine runs a request " + id + " that is not known"));
        return find(instance, at)
                .orElseThrow(() -> new TrellisException("Request %s is about record %s of %s, which is gone"
                        .formatted(id, instance.record(), instance.entity())));
    }

    /** Empty where the record or the initiator is gone. */
    Optional<Place> find(Instance instance, Instant at) {
        var record = Known.record(instance.record(), () -> reader.find(instance.entity(), instance.record()));
        var initiator = people.find(instance.initiator());
        if (record.isEmpty() || initiator.isEmpty()) {
            return Optional.empty();
        }
        var definition = archive.read(instance.definition(), instance.hash());
        var facts = new RequestFacts(reader, people, definition, record.get(), initiator.get(), at);
        return Optional.of(new Place(
                instance,
                definition,
                facts,
                store.entries(instance.id()),
                worksAlone(definition) ? works.of(instance.id()) : List.of(),
                choices.of(instance.id()),
                deputies.at(definition.id(), facts::worth, at)));
    }

    private static boolean worksAlone(ApprovalDefinition definition) {
        return FlowNodes.all(definition.nodes()).anyMatch(node -> switch (node) {
            case FlowNodes.Data _, FlowNodes.Call _, FlowNodes.SubFlow _, FlowNodes.Delay _ -> true;
            case ApprovalDefinition.Approve _,
                    ApprovalDefinition.CarbonCopy _,
                    ApprovalDefinition.Condition _,
                    FlowNodes.Handle _,
                    FlowNodes.Parallel _,
                    FlowNodes.Inclusive _ -> false;
        });
    }

    /** The running request that is meant, if the person sees or administers it, with every other change of it waiting. */
    Place running(Acting acting, Which which) {
        var entity = which.entity();
        var record = which.record();
        var running = store.serialiseByRecord(entity, record)
                ? store.running(entity, record).stream().filter(which::fits).toList()
                : List.<Instance>of();
        var place = running.stream().findFirst().flatMap(instance -> find(instance, acting.at()));
        if (!isVisible(acting, entity, record)
                && place.filter(found -> found.isRunBy(acting.person())).isEmpty()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_NOT_FOUND));
        }
        if (running.size() > 1) {
            throw new FlowRefused(Problem.at("request", ApprovalProblems.SEVERAL_RUNNING)
                    .with(
                            "approvals",
                            running.stream()
                                    .map(one -> archive.read(one.definition(), one.hash())
                                            .label())
                                    .toList()));
        }
        return place.orElseThrow(() -> new FlowRefused(Problem.at("", ApprovalProblems.NOT_RUNNING)));
    }

    private boolean isVisible(Acting acting, String entity, RecordId record) {
        return records.find(acting.person(), entity, record, Set.of()) instanceof FindResult.Found;
    }
}
