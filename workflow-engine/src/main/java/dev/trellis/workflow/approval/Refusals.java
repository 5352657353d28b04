package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.NodeState.Vote;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells those who come second who came first, and when. */
@Singleton
final class Refusals {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final People people;
    private final RecordReader reader;

    Refusals(People people, RecordReader reader) {
        this.people = people;
        this.reader = reader;
    }

    Problem alreadyRunning(Optional<Instance> running) {
        return Problem.at("", ApprovalProblems.ALREADY_RUNNING)
                .with("since", running.map(found -> moment(found.startedAt())).orElse("-"));
    }

    Problem onlyInitiator(Instance instance) {
        return Problem.at("", ApprovalProblems.ONLY_INITIATOR).with("name", name(instance.initiator()));
    }

    /** Why a node that somebody has touched is not withdrawn. */
    Problem tooLate(Entry entry) {
        return entry.decisive()
                .map(task -> Problem.at("", ApprovalProblems.TOO_LATE_TO_WITHDRAW)
                        .with("name", name(task.user()))
                        .with("at", moment(task.decidedAt())))
                .orElseGet(() -> Problem.at("", ApprovalProblems.NOT_RUNNING));
    }

    /** Somebody else's task: only those who take part in the request learn that it exists. */
    Problem notYours(Instance instance, List<Entry> entries, RecordId me) {
        var takesPart = instance.initiator().equals(me)
                || entries.stream()
                        .flatMap(entry -> entry.tasks().stream())
                        .anyMatch(task -> task.user().equals(me));
        return Problem.at("", takesPart ? ApprovalProblems.NOT_YOUR_TASK : ApprovalProblems.TASK_NOT_FOUND);
    }

    /** Why nothing is left to decide with a task. */
    Problem over(Instance instance, Entry entry, Task task) {
        return switch (task.vote()) {
            case AGREED, REJECTED -> decided(ApprovalProblems.ALREADY_DECIDED_BY_YOU, task);
            case WITHDRAWN -> withdrawn(instance);
            case PENDING, NOT_NEEDED ->
                entry.decisive()
                        .map(decisive -> decided(ApprovalProblems.ALREADY_DECIDED, decisive)
                                .with("name", name(decisive.user())))
                        .orElseGet(() -> withdrawn(instance));
        };
    }

    private Problem withdrawn(Instance instance) {
        return Problem.at("", ApprovalProblems.ALREADY_WITHDRAWN)
                .with("name", name(instance.initiator()))
                .with("at", moment(instance.endedAt()));
    }

    private Problem decided(dev.trellis.core.problem.ProblemCode code, Task task) {
        return Problem.at("", code).with("at", moment(task.decidedAt())).with("decision", decision(task.vote()));
    }

    private static Label decision(Vote vote) {
        var texts = new HashMap<String, String>();
        for (var language : Messages.LANGUAGES) {
            texts.put(language.toLanguageTag(), Messages.text("approval.decision." + vote.name(), language));
        }
        return new Label(texts);
    }

    private String name(RecordId user) {
        return people.find(user).map(People.Member::name).orElse("?");
    }

    private String moment(@Nullable Instant at) {
        if (at == null) {
            return "-";
        }
        return MINUTE.format(at.atZone(ZoneId.of(reader.metadata().workspace().zone())));
    }
}
