package dev.trellis.core.script;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What people do with functions beside designing them: look at their state, try them, approve them. */
@Singleton
public final class Functions {

    private final LiveMetadata live;
    private final FunctionApprovals approvals;
    private final FunctionRunner runner;
    private final FunctionTests tests;
    private final Breaker breaker;

    Functions(
            LiveMetadata live,
            FunctionApprovals approvals,
            FunctionRunner runner,
            FunctionTests tests,
            Breaker breaker) {
        this.live = live;
        this.approvals = approvals;
        this.runner = runner;
        this.tests = tests;
        this.breaker = breaker;
    }

    /** A published function and whether it may run. */
    public record Status(
            FunctionDefinition function,
            FunctionApprovals.State state,
            Optional<FunctionApprovals.Approval> approval) {}

    /** The outcome of a try. */
    public sealed interface Tried {

        /** @param value as people read it */
        record Given(@Nullable Object value, String shown, long millis) implements Tried {}

        record Refused(List<Problem> problems, long millis) implements Tried {
            public Refused {
                problems = List.copyOf(problems);
            }
        }

        record Denied(Problem problem) implements Tried {}
    }

    /** The outcome of an approval. */
    public sealed interface Approved {

        record Done(Status status) implements Approved {}

        record Refused(Problem problem) implements Approved {}
    }

    /** Every published function. */
    public List<Status> all() {
        return live.current().functions().stream().map(this::status).toList();
    }

    /** Tells whether what a function runs, published or not, may run. */
    public Status status(FunctionDefinition function) {
        return new Status(function, approvals.state(function), approvals.find(function));
    }

    public static boolean may(Actor actor, Right right, Metadata metadata) {
        return actor instanceof Actor.Person person
                && person.roles().stream()
                        .flatMap(role -> metadata.role(role).stream())
                        .anyMatch(role -> role.rights().contains(right));
    }

    /** Runs a function once, published or not, for somebody who may design. An approval is not needed: nothing is done with the result. */
    public Tried attempt(Actor actor, FunctionDefinition function, List<JsonNode> arguments) {
        if (!may(actor, Right.DESIGN, live.current())) {
            return new Tried.Denied(Problem.at("", ScriptProblem.MAY_NOT_TRY));
        }
        var values = new ArrayList<@Nullable Object>();
        var faults = Border.read(function, arguments, values);
        if (!faults.isEmpty()) {
            return new Tried.Refused(faults, 0);
        }
        long began = System.nanoTime();
        var answer = switch (Border.row(function, values)) {
            case Border.Row.Refused(var refused) -> refused;
            case Border.Row.Json(var row) -> runner.run(function, List.of(row)).getFirst();
        };
        long millis = (System.nanoTime() - began) / 1_000_000;
        return switch (answer) {
            case CallResult.Value(var value) -> new Tried.Given(value, Border.shown(value), millis);
            case CallResult.Failed(var _, var problem) -> new Tried.Refused(List.of(problem), millis);
            case CallResult.Unavailable(var _, var problem) -> new Tried.Refused(List.of(problem), millis);
        };
    }

    /** Runs the tests beside a function, published or not. */
    public List<Problem> test(Actor actor, FunctionDefinition function) {
        return may(actor, Right.DESIGN, live.current())
                ? tests.run(function)
                : List.of(Problem.at("", ScriptProblem.MAY_NOT_TRY));
    }

    /**
     * Approves what a published function runs, or switches it on again.
     *
     * @param hash what the person has looked at; refused if something else runs by now
     */
    public Approved approve(Actor actor, String id, String hash) {
        var metadata = live.refresh();
        if (!may(actor, Right.ADMINISTER, metadata) || !(actor instanceof Actor.Person person)) {
            return new Approved.Refused(Problem.at("", ScriptProblem.MAY_NOT_APPROVE));
        }
        var function = metadata.functions().stream()
                .filter(found -> found.id().equals(id))
                .findFirst();
        if (function.isEmpty()) {
            return new Approved.Refused(Problem.at("", ScriptProblem.UNKNOWN).with("function", id));
        }
        if (!function.get().hash().equals(hash)) {
            return new Approved.Refused(Problem.at("hash", ScriptProblem.CHANGED)
                    .with("function", function.get().label()));
        }
        approvals.approve(List.of(function.get()), person.user(), person.name());
        breaker.reset(hash);
        return new Approved.Done(status(function.get()));
    }
}
