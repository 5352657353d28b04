package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.Deputy.Terms;
import dev.trellis.workflow.deputy.Limits;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says who may stand in for whom, and for how long a deputy decides. */
@Singleton
final class StandIns {

    private static final int DIGITS = 18;
    private static final int SCALE = 4;

    private final People people;
    private final DeputyStore deputies;

    StandIns(People people, DeputyStore deputies) {
        this.people = people;
        this.deputies = deputies;
    }

    String name(RecordId person) {
        return people.find(person).map(Member::name).orElse("?");
    }

    List<Problem> check(Actor.Person person, Terms terms) {
        var problems = new ArrayList<Problem>();
        var deputy = terms.deputy();
        if (deputy.equals(person.user())) {
            problems.add(Problem.at("deputy", ApprovalProblems.TO_SELF));
        } else if (people.find(deputy).filter(Member::active).isEmpty()) {
            problems.add(Problem.at("deputy", ApprovalProblems.PERSON_UNKNOWN).with("given", deputy.toString()));
        }
        if (!terms.from().isBefore(terms.until())) {
            problems.add(Problem.at("until", ApprovalProblems.PERIOD_INVALID));
        }
        limit(terms.limit(), problems);
        return problems;
    }

    private static void limit(@Nullable Money limit, List<Problem> problems) {
        if (limit == null) {
            return;
        }
        var amount = limit.amount();
        if (amount.signum() <= 0 || amount.scale() > SCALE || amount.precision() - amount.scale() > DIGITS) {
            problems.add(Problem.at("limit/amount", ApprovalProblems.DEPUTY_LIMIT_INVALID)
                    .with("given", amount.toPlainString()));
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(limit.currency()))) {
            problems.add(Problem.at("limit/currency", ApprovalProblems.DEPUTY_CURRENCY_UNKNOWN)
                    .with("given", limit.currency()));
        }
    }

    /** Tells whether somebody may decide a request for a person now. */
    boolean covers(Place place, RecordId person, RecordId deputy, Instant now) {
        return deputies.between(
                        person, deputy, place.definition().id(), place.facts().worth(), now)
                .filter(StandIn.By.class::isInstance)
                .isPresent();
    }

    /**
     * Refuses a deputy whose time is over or whose limit the request exceeds. Where the person has decided already, so that
     * the place cannot go back, the deputy keeps it.
     */
    void mustCover(Acting acting, Place place, Entry entry, Task task) {
        hindrance(place, entry, task, acting.at()).ifPresent(problem -> {
            throw new FlowRefused(problem);
        });
    }

    /** Why a deputy does not decide a task any more; empty for whoever is no deputy. */
    Optional<Problem> hindrance(Place place, Entry entry, Task task, Instant now) {
        var person = task.seat().insteadOf();
        if (person == null
                || !task.vote().isOpen()
                || !(entry.state().apply(new NodeAction.ComeBack(task.user())) instanceof Step.Taken)) {
            return Optional.empty();
        }
        var definition = place.definition().id();
        var found =
                deputies.between(person, task.user(), definition, place.facts().worth(), now);
        if (found.isEmpty()) {
            return Optional.of(Problem.at("", ApprovalProblems.DEPUTY_ENDED).with("name", name(person)));
        }
        return found.get() instanceof StandIn.OutOfLimit(var _, var limit, var _)
                ? Optional.of(Problem.at("", ApprovalProblems.DEPUTY_LIMIT)
                        .with("name", name(person))
                        .with("limit", Limits.text(limit)))
                : Optional.empty();
    }
}
