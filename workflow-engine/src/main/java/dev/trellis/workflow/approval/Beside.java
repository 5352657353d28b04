package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests that run for one record at once: which of them hold it, and what is open to them. */
@Singleton
final class Beside {

    private final ApprovalStore store;
    private final Places places;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final Refusals refusals;

    Beside(ApprovalStore store, Places places, DefinitionArchive archive, RecordReader reader, Refusals refusals) {
        this.store = store;
        this.places = places;
        this.archive = archive;
        this.reader = reader;
        this.refusals = refusals;
    }

    /** The other requests that hold the record, with the fields that are open to them; the earliest first. */
    Map<RecordId, List<String>> holding(Instance instance) {
        if (!instance.isBeside()) {
            return Map.of();
        }
        var holding = new LinkedHashMap<RecordId, List<String>>();
        for (var other : store.running(instance.entity(), instance.record())) {
            if (!other.id().equals(instance.id()) && holds(other)) {
                holding.put(
                        other.id(),
                        places.of(other.id(), Acting.CURRENT.get().at()).openFields());
            }
        }
        return holding;
    }

    /** Tells whether a request keeps its record locked. */
    static boolean holds(Instance instance) {
        return switch (instance.state()) {
            case RUNNING, SUSPENDED -> true;
            case RETURNED, APPROVED, REJECTED, WITHDRAWN, CANCELLED -> false;
        };
    }

    static List<String> open(Map<RecordId, List<String>> others, List<String> openFields) {
        return Stream.concat(others.values().stream().flatMap(List::stream), openFields.stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Which request's name the record's lock bears. */
    Optional<RecordId> lock(Instance instance) {
        return reader.find(instance.entity(), instance.record()).flatMap(record -> Optional.ofNullable(record.lock()));
    }

    /** One that ran beside a request, or beside one of those, and whose end leaves the record locked. */
    Optional<RecordId> leftLocked(Instance instance) {
        if (!instance.isBeside()) {
            return Optional.empty();
        }
        var since = instance.startedAt();
        for (var ended : store.endedBeside(instance.entity(), instance.record())) {
            var at = ended.endedAt();
            if (at == null || at.isBefore(since)) {
                return Optional.empty();
            }
            if (mayStayLocked(ended)) {
                return Optional.of(ended.id());
            }
            since = ended.startedAt().isBefore(since) ? ended.startedAt() : since;
        }
        return Optional.empty();
    }

    /** Tells whether the end of a request leaves its record locked. */
    boolean mayStayLocked(Instance ended) {
        return Endings.ending(archive.read(ended.definition(), ended.hash()), ended.state())
                .locks();
    }

    /** Tells whether a record is locked by anything but what runs for it; an end that left it locked gives way. */
    boolean isHeldOtherwise(StoredRecord record, List<Instance> running) {
        var holder = record.lock();
        return holder != null
                && running.stream().noneMatch(one -> one.id().equals(holder))
                && store.instance(holder)
                        .filter(instance -> instance.state().isFinal())
                        .isEmpty();
    }

    /** Tells whether an approval may be started beside what runs: all of them must allow it, and none be of its own. */
    boolean mayJoin(ApprovalDefinition definition, List<Instance> running) {
        return running.stream().noneMatch(one -> one.definition().equals(definition.id()))
                && definition.policy().beside()
                && running.stream().allMatch(this::isAllowedBy);
    }

    /** A request lets others run beside it under the version by which it runs itself. */
    private boolean isAllowedBy(Instance instance) {
        return archive.read(instance.definition(), instance.hash()).policy().beside();
    }

    /** Refuses where one of the approval runs, where something that runs is alone, or none was named beside it. */
    void mustBeFree(@Nullable String approval, List<Instance> running) {
        var same = running.stream()
                .filter(one -> approval == null || one.definition().equals(approval))
                .toList();
        if (!same.isEmpty()) {
            throw new FlowRefused(refusals.alreadyRunning(same));
        }
        var alone = running.stream().filter(one -> !isAllowedBy(one)).findFirst();
        alone.ifPresent(one -> {
            throw new FlowRefused(notBeside(one));
        });
    }

    /** Refuses an approval that may not run beside what runs. */
    void mustJoin(ApprovalDefinition definition, List<Instance> running) {
        if (!running.isEmpty() && !mayJoin(definition, running)) {
            throw new FlowRefused(notBeside(running.getFirst()));
        }
    }

    private Problem notBeside(Instance running) {
        return Problem.at("", ApprovalProblems.NOT_BESIDE)
                .with(
                        "approval",
                        archive.read(running.definition(), running.hash()).label())
                .with("since", refusals.moment(running.startedAt()));
    }
}
