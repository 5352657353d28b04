package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.node.Step.Why;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Arrival;
import dev.trellis.workflow.people.People;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells those who come second who came first, and when; and why something does not count. */
@Singleton
final class Refusals {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final Set<ApprovalEvent> DECIDING = Set.of(
            ApprovalEvent.AGREED,
            ApprovalEvent.REJECTED,
            ApprovalEvent.ABSTAINED,
            ApprovalEvent.RETURNED,
            ApprovalEvent.AUTOMATIC);

    private final People people;
    private final RecordReader reader;
    private final LogStore logs;

    Refusals(People people, RecordReader reader, LogStore logs) {
        this.people = people;
        this.reader = reader;
        this.logs = logs;
    }

    Problem alreadyRunning(List<Instance> running) {
        return Problem.at("", ApprovalProblems.ALREADY_RUNNING)
                .with(
                        "since",
                        running.stream()
                                .findFirst()
                                .map(found -> moment(found.startedAt()))
                                .orElse("-"));
    }

    Problem onlyInitiator(Instance instance) {
        return Problem.at("", ApprovalProblems.ONLY_INITIATOR).with("name", name(instance.initiator()));
    }

    /** Why a request that somebody has decided on is not withdrawn. */
    Problem tooLate(List<Entry> entries) {
        return entries.reversed().stream()
                .flatMap(entry -> entry.decisive().stream())
                .findFirst()
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

    /** Why an action on a task does not count. */
    Problem refused(Why why, Instance instance, Entry entry, Task task) {
        return switch (why) {
            case NOT_SEATED -> Problem.at("", ApprovalProblems.TASK_NOT_FOUND);
            case OVER, DECIDED, TOO_LATE -> over(instance, entry, task);
            case NOT_YOURS_ANY_MORE -> Problem.at("", ApprovalProblems.NOT_YOURS_ANY_MORE);
            case NOT_YOUR_TURN -> Problem.at("", ApprovalProblems.NOT_YOUR_TURN).with("names", asked(entry));
            case WAITS_FOR_ADDED ->
                Problem.at("", ApprovalProblems.WAITS_FOR_ADDED).with("names", asked(entry));
            case TO_SELF -> Problem.at("to", ApprovalProblems.TO_SELF);
            case RECEIVER_DECIDED -> Problem.at("to", ApprovalProblems.RECEIVER_DECIDED);
            case HANDED_OVER_TOO_OFTEN -> Problem.at("to", ApprovalProblems.HANDED_OVER_TOO_OFTEN);
            case ALREADY_SEATED -> Problem.at("people", ApprovalProblems.ALREADY_SEATED);
            case NOBODY_NAMED -> Problem.at("people", ApprovalProblems.NOBODY_NAMED);
            case TOO_DEEP -> Problem.at("people", ApprovalProblems.TOO_DEEP);
            case NOT_ADDED_BY_YOU -> Problem.at("person", ApprovalProblems.NOT_ADDED_BY_YOU);
            case NOT_CLAIMABLE, NO_ABSTENTION -> Problem.at("", ApprovalProblems.NOT_OFFERED);
            case NOTHING_TO_TAKE_BACK -> Problem.at("", ApprovalProblems.NOTHING_TO_TAKE_BACK);
        };
    }

    /** Why nothing is left to decide with a task. */
    private Problem over(Instance instance, Entry entry, Task task) {
        return switch (task.vote()) {
            case AGREED, REJECTED, ABSTAINED, RETURNED -> decided(ApprovalProblems.ALREADY_DECIDED_BY_YOU, task);
            case WITHDRAWN -> withdrawn(instance);
            case TRANSFERRED, REMOVED -> Problem.at("", ApprovalProblems.NOT_YOURS_ANY_MORE);
            case CANCELLED -> Problem.at("", ApprovalProblems.MOVED_ON);
            case WAITING, PENDING, SUSPENDED, NOT_NEEDED, AUTO_AGREED, AUTO_REJECTED ->
                byLimit(instance, entry)
                        .or(() -> entry.decisive()
                                .map(decisive -> decided(ApprovalProblems.ALREADY_DECIDED, decisive)
                                        .with("name", name(decisive.user()))))
                        .orElseGet(() -> Problem.at("", ApprovalProblems.MOVED_ON));
        };
    }

    /** Where the time limit had the last word, nobody's name is told. */
    private Optional<Problem> byLimit(Instance instance, Entry entry) {
        return logs.log(instance.id()).reversed().stream()
                .filter(line -> entry.node().equals(line.node()) && DECIDING.contains(line.event()))
                .findFirst()
                .filter(line -> line.event() == ApprovalEvent.AUTOMATIC
                        && StateJson.detail(line.detail()) instanceof StateJson.Detail.Done(var _, var rule, var _)
                        && rule == Arrival.Rule.TIME_LIMIT)
                .map(line -> Problem.at("", ApprovalProblems.DECIDED_BY_LIMIT).with("at", moment(line.at())));
    }

    private Problem withdrawn(Instance instance) {
        return Problem.at("", ApprovalProblems.ALREADY_WITHDRAWN)
                .with("name", name(instance.initiator()))
                .with("at", moment(instance.endedAt()));
    }

    private Problem decided(ProblemCode code, Task task) {
        return Problem.at("", code).with("at", moment(task.decidedAt())).with("decision", decision(task.vote()));
    }

    private static Label decision(Vote vote) {
        var texts = new HashMap<String, String>();
        for (var language : Messages.LANGUAGES) {
            texts.put(language.toLanguageTag(), Messages.text("approval.decision." + vote.name(), language));
        }
        return new Label(texts);
    }

    private String asked(Entry entry) {
        return String.join(", ", entry.state().asked().stream().map(this::name).toList());
    }

    String name(RecordId user) {
        return people.find(user).map(People.Member::name).orElse("?");
    }

    String moment(@Nullable Instant at) {
        if (at == null) {
            return "-";
        }
        return MINUTE.format(at.atZone(ZoneId.of(reader.metadata().workspace().zone())));
    }
}
