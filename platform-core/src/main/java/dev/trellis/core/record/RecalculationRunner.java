package dev.trellis.core.record;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.RecalculationJobs.Job;
import dev.trellis.core.record.References.Members;
import dev.trellis.core.schema.CrashPoint;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Works the jobs off, some records per unit of work; what a job has done and how far it has come are committed together,
 * so a crash costs nothing and any node goes on.
 */
@Singleton
class RecalculationRunner {

    private static final int BATCH = 200;

    private final UnitOfWork unit;
    private final LiveModel live;
    private final References references;
    private final Recalculation recalculation;
    private final Propagation propagation;
    private final RecalculationJobs jobs;
    private final List<CrashPoint> crashPoints;

    RecalculationRunner(
            UnitOfWork unit,
            LiveModel live,
            References references,
            Recalculation recalculation,
            Propagation propagation,
            RecalculationJobs jobs,
            Collection<CrashPoint> crashPoints) {
        this.unit = unit;
        this.live = live;
        this.references = references;
        this.recalculation = recalculation;
        this.propagation = propagation;
        this.jobs = jobs;
        this.crashPoints = List.copyOf(crashPoints);
    }

    /** Does the next piece of work; false if there was none. */
    boolean step() {
        return unit.run(() -> {
            var job = jobs.take();
            job.ifPresent(this::run);
            return job.isPresent();
        });
    }

    private void run(Job job) {
        var model = live.confirmed();
        var members = members(model, job);
        var next =
                members.map(found -> references.next(found, job.after(), BATCH)).orElse(Set.of());
        if (members.isEmpty() || next.isEmpty()) {
            jobs.finish(job);
            return;
        }
        var shape = members.get().shape();
        var owner = Optional.ofNullable(shape.entity().ownedBy()).flatMap(model::shape);
        var written = owner.isEmpty()
                ? recalculation.everything(model, shape, next)
                : recalculation.everything(
                        model, owner.get(), references.referred(shape, shape.known(SystemFields.PARENT), next));
        propagation.run(model, written);
        crashPoints.forEach(point -> point.passed("computed, not committed"));
        jobs.advance(job, Collections.max(next), next.size());
    }

    /** Empty where the metadata no longer has what the job is about. */
    private static Optional<Members> members(Model model, Job job) {
        var shape = model.shape(job.entity());
        var via = job.via();
        if (via == null) {
            return shape.map(found -> new Members(found, null, null, job.currency()))
                    .filter(found ->
                            job.currency() == null || !found.shape().amounts().isEmpty());
        }
        return shape.flatMap(found -> found.field(via).map(lookup -> new Members(found, lookup, job.target())));
    }
}
