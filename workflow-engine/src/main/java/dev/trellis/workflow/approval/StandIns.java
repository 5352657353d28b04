package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says who may stand in for whom. */
@Singleton
final class StandIns {

    private final People people;

    StandIns(People people) {
        this.people = people;
    }

    String name(RecordId person) {
        return people.find(person).map(Member::name).orElse("?");
    }

    List<Problem> check(Actor.Person person, RecordId deputy, Instant from, Instant until) {
        var problems = new ArrayList<Problem>();
        if (deputy.equals(person.user())) {
            problems.add(Problem.at("deputy", ApprovalProblems.TO_SELF));
        } else if (people.find(deputy).filter(Member::active).isEmpty()) {
            problems.add(Problem.at("deputy", ApprovalProblems.PERSON_UNKNOWN).with("given", deputy.toString()));
        }
        if (!from.isBefore(until)) {
            problems.add(Problem.at("until", ApprovalProblems.PERIOD_INVALID));
        }
        return problems;
    }
}
