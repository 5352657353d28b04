package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Reason;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** What people say to each other about a request; none of it moves the flow. */
@Singleton
final class Talk {

    static final Duration BETWEEN_URGES = Duration.ofHours(1);

    private final ApprovalStore store;
    private final LogStore logs;
    private final Places places;
    private final Participants participants;
    private final RequestOutbox outbox;
    private final Refusals refusals;
    private final RecordIds ids;

    Talk(
            ApprovalStore store,
            LogStore logs,
            Places places,
            Participants participants,
            RequestOutbox outbox,
            Refusals refusals,
            RecordIds ids) {
        this.store = store;
        this.logs = logs;
        this.places = places;
        this.participants = participants;
        this.outbox = outbox;
        this.refusals = refusals;
        this.ids = ids;
    }

    /** Says something; whoever is named is asked, and may read the record as long as the request runs. */
    RecordId comment(Acting acting, Which which, String text, List<RecordId> asked) {
        var place = participating(acting, which);
        if (text.isBlank()) {
            throw new FlowRefused(Problem.at("comment", ApprovalProblems.COMMENT_REQUIRED));
        }
        asked.forEach(participants::mustBeActive);
        var event = asked.isEmpty() ? ApprovalEvent.COMMENTED : ApprovalEvent.ASKED;
        if (event == ApprovalEvent.COMMENTED && isAsked(place, acting.person().user())) {
            event = ApprovalEvent.ANSWERED;
        }
        tell(acting, place, asked, Reason.mentioned(acting.person().name()));
        acting.log(logs, place.instance(), event, place.current().node(), asked, text, "");
        return place.instance().id();
    }

    /** Somebody has asked this person and not been answered. */
    private boolean isAsked(Place place, RecordId me) {
        boolean open = false;
        for (Log line : logs.log(place.instance().id())) {
            if (line.event() == ApprovalEvent.ASKED && line.people().contains(me)) {
                open = true;
            } else if (line.event() == ApprovalEvent.ANSWERED && me.equals(line.actor())) {
                open = false;
            }
        }
        return open;
    }

    /** Lets people know of the request. */
    RecordId share(Acting acting, Which which, List<RecordId> people, String note) {
        var place = participating(acting, which);
        if (people.isEmpty()) {
            throw new FlowRefused(Problem.at("people", ApprovalProblems.NOBODY_NAMED));
        }
        people.forEach(participants::mustBeActive);
        tell(acting, place, people, Reason.copied(acting.person().name()));
        acting.log(logs, place.instance(), ApprovalEvent.SHARED, place.current().node(), people, note, "");
        return place.instance().id();
    }

    private void tell(Acting acting, Place place, List<RecordId> people, Reason why) {
        for (var user : people) {
            var copy = new Copy(
                    ids.next(), place.instance().id(), place.current().node(), user, List.of(why), acting.at());
            logs.copy(copy);
            outbox.copied(place.instance(), copy.id(), user);
        }
    }

    /** Reminds everybody who is asked; each of them once an hour at most. */
    RecordId urge(Acting acting, Which which) {
        var place = places.running(acting, which);
        if (!place.instance().initiator().equals(acting.person().user())
                && !participants.isAdministrator(acting.person(), place)) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.ONLY_PARTICIPANTS));
        }
        var asked = place.entries().stream()
                .filter(Entry::isOpen)
                .flatMap(entry -> entry.tasks().stream())
                .filter(task -> task.vote() == Vote.PENDING)
                .toList();
        if (asked.isEmpty()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.NOT_RUNNING));
        }
        var due = asked.stream().filter(task -> isDue(acting, task)).toList();
        if (due.isEmpty()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.URGED_RECENTLY)
                    .with("at", refusals.moment(asked.getFirst().urgedAt())));
        }
        for (var task : due) {
            store.urged(task.id(), acting.at());
            outbox.urged(place.instance(), task.id(), task.user());
        }
        acting.log(
                logs,
                place.instance(),
                ApprovalEvent.URGED,
                place.current().node(),
                due.stream().map(Task::user).toList(),
                "",
                "");
        return place.instance().id();
    }

    static boolean isDue(Acting acting, Task task) {
        var last = task.urgedAt();
        return last == null || !acting.at().isBefore(last.plus(BETWEEN_URGES));
    }

    private Place participating(Acting acting, Which which) {
        var place = places.running(acting, which);
        if (!participants.takesPart(acting.person(), place)) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.ONLY_PARTICIPANTS));
        }
        return place;
    }
}
