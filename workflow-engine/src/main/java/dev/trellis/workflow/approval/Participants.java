package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** Says who has a part in a request, and who may get one. */
@Singleton
final class Participants {

    private final People people;
    private final LogStore logs;

    Participants(People people, LogStore logs) {
        this.people = people;
        this.logs = logs;
    }

    boolean isAdministrator(Actor.Person person, Place place) {
        return place.isRunBy(person);
    }

    /** Tells whether somebody submitted, was asked, was told, or runs the approval. */
    boolean takesPart(Actor.Person person, Place place) {
        var me = person.user();
        return place.instance().initiator().equals(me)
                || place.entries().stream()
                        .flatMap(entry -> entry.tasks().stream())
                        .anyMatch(task -> task.user().equals(me))
                || logs.copies(place.instance().id()).stream()
                        .anyMatch(copy -> copy.user().equals(me))
                || isAdministrator(person, place);
    }

    /** Refuses somebody who has left, and the initiator where nobody may decide on their own request. */
    void mustBeAbleToDecide(Place place, Approve node, Stream<RecordId> users) {
        users.forEach(user -> {
            mustBeActive(user);
            if (user.equals(place.instance().initiator()) && node.selfApproval() != SelfApproval.ALLOW) {
                throw new FlowRefused(Problem.at("people", ApprovalProblems.INITIATOR_DECIDES)
                        .with("name", place.facts().initiator().name()));
            }
        });
    }

    void mustBeActive(RecordId user) {
        if (people.find(user).filter(Member::active).isEmpty()) {
            throw new FlowRefused(
                    Problem.at("people", ApprovalProblems.PERSON_UNKNOWN).with("given", user.toString()));
        }
    }

    /** Who gets what somebody does not do or cannot do any more: the manager, else an administrator. */
    Optional<RecordId> successor(Place place, RecordId user) {
        var initiator = place.instance().initiator();
        return people.managerOf(user)
                .map(Member::id)
                .filter(above -> !above.equals(initiator))
                .or(() -> ApproverResolution.administrators(place.request(), people).stream()
                        .map(found -> found.person().id())
                        .filter(found -> !found.equals(user))
                        .findFirst());
    }
}
