package dev.trellis.core.script;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.expression.ErrorCode;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.metadata.FunctionDefinition;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls from results that are known by their arguments. What is not known is noted, the unit of work is undone,
 * all that was noted runs as one batch per function outside of it, and the unit runs again: so no transaction ever waits
 * for JavaScript. At most three times; then the call is unavailable.
 */
@Singleton
final class ScriptCalls implements FunctionCalls {

    private static final int REMEMBERED = 5_000;
    private static final int LONG = 2_000;

    private final UnitOfWork work;
    private final FunctionApprovals approvals;
    private final FunctionRunner runner;
    private final Map<Call, CallResult> remembered = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Call, CallResult> eldest) {
            return size() > REMEMBERED;
        }
    });

    ScriptCalls(UnitOfWork work, FunctionApprovals approvals, FunctionRunner runner) {
        this.work = work;
        this.approvals = approvals;
        this.runner = runner;
    }

    /** One row of arguments for what one function runs. */
    private record Call(String hash, String row) {}

    /** What a unit of work lacks. */
    private static final class Wanted {
        private final Map<FunctionDefinition, Set<String>> rows = new LinkedHashMap<>();
    }

    @Override
    public FunctionCalls.Answer call(FunctionDefinition function, List<@Nullable Object> arguments) {
        switch (approvals.state(function)) {
            case UNAPPROVED -> {
                return new FunctionCalls.Answer.Unavailable(ErrorCode.PERM);
            }
            case DISABLED -> {
                return new FunctionCalls.Answer.Unavailable(ErrorCode.LIMIT);
            }
            case APPROVED -> {}
        }
        return switch (Border.row(function, arguments)) {
            case Border.Row.Refused(var answer) -> answer.forExpression();
            case Border.Row.Json(var row) ->
                answer(function, new Call(function.hash(), row)).forExpression();
        };
    }

    private CallResult answer(FunctionDefinition function, Call call) {
        var known = remembered.get(call);
        if (known != null) {
            return known;
        }
        if (!work.isActive()) {
            var answers = runner.run(function, List.of(call.row()));
            remember(call, answers.getFirst());
            return answers.getFirst();
        }
        return work.kept().get(call) instanceof CallResult kept ? kept : later(function, call);
    }

    private CallResult later(FunctionDefinition function, Call call) {
        var kept = work.kept();
        var wanted = (Wanted) kept.computeIfAbsent(Wanted.class, _ -> new Wanted());
        if (work.sendOut(() -> fetch(wanted, kept))) {
            wanted.rows.computeIfAbsent(function, _ -> new LinkedHashSet<>()).add(call.row());
        }
        return new CallResult.Unavailable(ErrorCode.LIMIT, dev.trellis.core.problem.Problem.at("", ScriptProblem.BUSY));
    }

    private void fetch(Wanted wanted, Map<Object, Object> kept) {
        wanted.rows.forEach((function, rows) -> {
            var list = new ArrayList<>(rows);
            var answers = runner.run(function, list);
            for (int i = 0; i < list.size(); i++) {
                var call = new Call(function.hash(), list.get(i));
                kept.put(call, answers.get(i));
                remember(call, answers.get(i));
            }
        });
        wanted.rows.clear();
    }

    /** Keeps what will be the same next time; a function that could not be asked may be available then. */
    private void remember(Call call, CallResult answer) {
        boolean isShort = call.row().length() < LONG
                && !(answer instanceof CallResult.Value(var value)
                        && value instanceof String text
                        && text.length() > LONG);
        if (isShort && !(answer instanceof CallResult.Unavailable)) {
            remembered.put(call, answer);
        }
    }

    @Override
    public boolean isWaiting() {
        return work.isSentOut();
    }
}
