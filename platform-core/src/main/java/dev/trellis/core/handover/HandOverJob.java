package dev.trellis.core.handover;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobHandler;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives part by part, in goes of its own; another node goes on where this one ended. */
@Singleton
final class HandOverJob implements JobHandler {

    static final String KIND = "hand-over";

    private final List<Legacy> legacies;
    private final ActorResolver actors;
    private final AdminLog log;

    HandOverJob(List<Legacy> legacies, ActorResolver actors, AdminLog log) {
        this.legacies = List.copyOf(legacies);
        this.actors = actors;
        this.log = log;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * Where it stands.
     *
     * @param part the number of the part
     * @param passed how many things of this part could not be given
     * @param done how many things were given in all
     * @param failed how many could not be given in all
     */
    private record Place(int part, int passed, long done, long failed) {

        static Place read(String cursor) {
            if (cursor.isEmpty()) {
                return new Place(0, 0, 0, 0);
            }
            var parts = List.of(cursor.split(" ", -1));
            return new Place(
                    Integer.parseInt(parts.get(0)),
                    Integer.parseInt(parts.get(1)),
                    Long.parseLong(parts.get(2)),
                    Long.parseLong(parts.get(3)));
        }

        String write() {
            return part + " " + passed + " " + done + " " + failed;
        }

        Place with(Legacy.Given given) {
            return new Place(
                    given.isOver() ? part + 1 : part,
                    given.isOver() ? 0 : passed + given.passed(),
                    done + given.done(),
                    failed + given.passed());
        }
    }

    @Override
    public void run(JobRun run) {
        var plan = HandOverPlan.read(run.payload());
        var parts = List.copyOf(plan.successors().keySet());
        var place = Place.read(run.cursor());
        while (place.part() < parts.size()) {
            var now = place;
            place = run.step(() -> {
                var next = give(run, plan, parts, now);
                run.advance(next.write(), next.done(), total(run, plan, parts, next));
                if (next.part() == parts.size()) {
                    log.append(
                            asker(run),
                            AdminAction.HANDED_OVER,
                            "user/" + plan.from(),
                            "%s: %d done, %d not".formatted(run.id(), next.done(), next.failed()));
                }
                return next;
            });
        }
    }

    private Place give(JobRun run, HandOverPlan plan, List<String> parts, Place place) {
        var part = parts.get(place.part());
        return place.with(legacy(part)
                .give(
                        asker(run),
                        part,
                        plan.from(),
                        plan.successors().getOrDefault(part, plan.from()),
                        place.passed()));
    }

    /** What was given, and what is still there of the parts that follow. */
    private long total(JobRun run, HandOverPlan plan, List<String> parts, Place next) {
        var ahead = parts.subList(Math.min(next.part(), parts.size()), parts.size());
        return next.done()
                + legacies.stream()
                        .flatMap(legacy -> legacy.parts(asker(run), plan.from()).stream())
                        .filter(part -> ahead.contains(part.id()))
                        .mapToLong(Legacy.Part::count)
                        .sum();
    }

    private Legacy legacy(String part) {
        return legacies.stream()
                .filter(one -> one.knows(part))
                .findFirst()
                .orElseThrow(() -> new TrellisException("Nobody hands over " + part));
    }

    /** Who began it, with the rights of today. */
    private Actor.Person asker(JobRun run) {
        RecordId by = run.by();
        if (by == null) {
            throw new TrellisException("A hand-over that nobody began");
        }
        return actors.person(by, Actor.Via.WEB)
                .orElseThrow(() -> new TrellisException("Whoever began the hand-over can no longer sign in"));
    }
}
