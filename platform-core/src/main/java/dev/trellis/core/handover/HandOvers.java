package dev.trellis.core.handover;

import dev.trellis.core.access.Actor;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobView;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Tells what somebody has in hand and gives it to others, part by part; for those who administer. */
@Singleton
public final class HandOvers {

    public static final int MAX_REASON = 500;

    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode PART_UNKNOWN = ProblemCode.invalid("HANDOVER_PART_UNKNOWN");
    private static final ProblemCode NOBODY_CHOSEN = ProblemCode.invalid("HANDOVER_NOBODY_CHOSEN");
    private static final ProblemCode SUCCESSOR_UNKNOWN = ProblemCode.invalid("HANDOVER_SUCCESSOR_UNKNOWN");
    private static final ProblemCode SUCCESSOR_IS_LEAVER = ProblemCode.invalid("HANDOVER_SUCCESSOR_IS_LEAVER");
    private static final ProblemCode REASON_TOO_LONG = ProblemCode.invalid("HANDOVER_REASON_TOO_LONG");

    private final Records records;
    private final UnitOfWork unit;
    private final Jobs jobs;
    private final AdminLog log;
    private final List<Legacy> legacies;

    HandOvers(Records records, UnitOfWork unit, Jobs jobs, AdminLog log, List<Legacy> legacies) {
        this.records = records;
        this.unit = unit;
        this.jobs = jobs;
        this.log = log;
        this.legacies = List.copyOf(legacies);
    }

    /** Says what a person has in hand, whether they have left or not. */
    public HandOverResult see(Actor.Person asker, RecordId user) {
        return asked(asker, user, () -> new HandOverResult.Found(name(asker, user), parts(asker, user)));
    }

    /**
     * Begins to give parts to others, in the background.
     *
     * @param successors by part; parts that are not named stay
     */
    public HandOverResult begin(Actor.Person asker, RecordId user, Map<String, RecordId> successors, String reason) {
        return asked(asker, user, () -> {
            var problems = problems(asker, user, successors, reason);
            if (!problems.isEmpty()) {
                return new HandOverResult.Rejected(problems);
            }
            var plan = new HandOverPlan(user, successors, reason.strip());
            var job = jobs.begin(HandOverJob.KIND, title(asker, user), plan.write(), asker.user());
            log.append(
                    asker,
                    AdminAction.HANDED_OVER,
                    "user/" + user,
                    "%s: %s %s".formatted(job, String.join(", ", successors.keySet()), reason.strip()));
            return new HandOverResult.Begun(job);
        });
    }

    /** How a hand-over stands. */
    public Optional<JobView> progress(Actor.Person asker, RecordId job) {
        return mayAdminister(asker)
                ? jobs.find(job).filter(found -> found.kind().equals(HandOverJob.KIND))
                : Optional.empty();
    }

    private List<Legacy.Part> parts(Actor.Person asker, RecordId user) {
        return legacies.stream()
                .flatMap(legacy -> legacy.parts(asker, user).stream())
                .toList();
    }

    private List<Problem> problems(Actor.Person asker, RecordId user, Map<String, RecordId> successors, String reason) {
        var problems = new ArrayList<Problem>();
        if (successors.isEmpty()) {
            problems.add(Problem.at("parts", NOBODY_CHOSEN));
        }
        if (reason.length() > MAX_REASON) {
            problems.add(Problem.at("reason", REASON_TOO_LONG).with("limit", MAX_REASON));
        }
        var there = parts(asker, user).stream()
                .filter(Legacy.Part::movable)
                .map(Legacy.Part::id)
                .toList();
        successors.forEach((part, to) -> {
            if (!there.contains(part)) {
                problems.add(Problem.at("parts/" + part, PART_UNKNOWN)
                        .with("given", part)
                        .with("allowed", String.join(", ", there)));
            }
            if (to.equals(user)) {
                problems.add(Problem.at("parts/" + part, SUCCESSOR_IS_LEAVER));
            } else if (find(asker, to).filter(HandOvers::isActive).isEmpty()) {
                problems.add(Problem.at("parts/" + part, SUCCESSOR_UNKNOWN).with("given", to.toString()));
            }
        });
        return problems;
    }

    private static boolean isActive(StoredRecord user) {
        return !Boolean.FALSE.equals(user.value("active"));
    }

    private Label title(Actor.Person asker, RecordId user) {
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(
                locale.toLanguageTag(), Messages.text("handover.job", locale, Map.of("name", name(asker, user)))));
        return new Label(texts);
    }

    private String name(Actor.Person asker, RecordId user) {
        return find(asker, user)
                .map(found -> found.value("name") instanceof String name ? name : "")
                .orElse("");
    }

    private Optional<StoredRecord> find(Actor.Person asker, RecordId user) {
        return records.find(asker, "user", user, Set.of()) instanceof FindResult.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    private boolean mayAdminister(Actor.Person asker) {
        return records.schema(asker).metadata().grants(asker.roles(), Right.ADMINISTER);
    }

    private HandOverResult asked(Actor.Person asker, RecordId user, Supplier<HandOverResult> answer) {
        if (!mayAdminister(asker)) {
            return new HandOverResult.Denied(Problem.at("", ADMINISTER_DENIED));
        }
        return unit.run(() -> find(asker, user).isPresent() ? answer.get() : new HandOverResult.NotFound());
    }
}
