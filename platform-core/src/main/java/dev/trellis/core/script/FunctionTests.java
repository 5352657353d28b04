package dev.trellis.core.script;

import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.BeforePublish;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs the tests that stand beside a function, and refuses to publish it while one of them is red. */
@Singleton
final class FunctionTests implements BeforePublish {

    private final FunctionRunner runner;

    FunctionTests(FunctionRunner runner) {
        this.runner = runner;
    }

    @Override
    public List<Problem> refuse(Metadata before, Metadata after, boolean isInstall) {
        return after.functions().stream()
                .filter(function ->
                        before.find(function.key()).filter(function::equals).isEmpty())
                .flatMap(function -> run(function).stream())
                .filter(problem -> !isInstall || !isBusy(problem))
                .toList();
    }

    /** Nothing is wrong with the function then; its package has been tested where it was made. */
    private static boolean isBusy(Problem problem) {
        return Boolean.TRUE.equals(problem.arguments().get("busy"));
    }

    /** Returns what is red; the path names the test. */
    List<Problem> run(FunctionDefinition function) {
        var problems = new ArrayList<Problem>();
        var runnable = new ArrayList<FunctionDefinition.Test>();
        var rows = new ArrayList<String>();
        for (var test : function.tests()) {
            var values = new ArrayList<@Nullable Object>();
            var faults = Border.read(function, test.arguments(), values);
            if (!faults.isEmpty()) {
                faults.forEach(
                        fault -> problems.add(new Problem(place(function, test), fault.code(), fault.arguments())));
            } else if (Border.row(function, values) instanceof Border.Row.Json(var row)) {
                runnable.add(test);
                rows.add(row);
            } else if (!test.fails()) {
                problems.add(Problem.at(place(function, test), ScriptProblem.BAD_ARGUMENT)
                        .with("parameter", test.id())
                        .with("type", "number")
                        .with("given", test.arguments().toString()));
            }
        }
        if (rows.isEmpty()) {
            // A function without tests must at least be readable.
            rows.add("[" + "null,".repeat(Math.max(0, function.parameters().size() - 1))
                    + (function.parameters().isEmpty() ? "" : "null") + "]");
            if (runner.run(function, rows).getFirst() instanceof CallResult.Failed(var _, var problem)
                    && String.valueOf(problem.arguments().get("message")).startsWith("SyntaxError")) {
                problems.add(new Problem(function.key() + "/source", problem.code(), problem.arguments()));
            }
            return problems;
        }
        var answers = runner.run(function, rows);
        for (int i = 0; i < runnable.size(); i++) {
            judge(function, runnable.get(i), answers.get(i), problems);
        }
        return problems;
    }

    private static void judge(
            FunctionDefinition function, FunctionDefinition.Test test, CallResult answer, List<Problem> problems) {
        var place = place(function, test);
        switch (answer) {
            case CallResult.Value(var value) -> {
                var expected = test.result() == null
                        ? null
                        : Border.value(function.result(), test.result()).orElse(null);
                if (test.fails()) {
                    problems.add(Problem.at(place, ScriptProblem.TEST_PASSED_UNEXPECTEDLY)
                            .with("test", test.id())
                            .with("given", Border.shown(value)));
                } else if (!Border.same(value, expected)) {
                    problems.add(Problem.at(place, ScriptProblem.TEST_FAILED)
                            .with("test", test.id())
                            .with("expected", Border.shown(expected))
                            .with("given", Border.shown(value)));
                }
            }
            case CallResult.Failed(var _, var problem) -> {
                if (!test.fails()) {
                    problems.add(threw(place, test, problem));
                }
            }
            case CallResult.Unavailable(var _, var problem) -> problems.add(threw(place, test, problem));
        }
    }

    private static Problem threw(String place, FunctionDefinition.Test test, Problem problem) {
        return Problem.at(place, ScriptProblem.TEST_THREW)
                .with("test", test.id())
                .with("busy", problem.code().equals(ScriptProblem.BUSY))
                .with(
                        "message",
                        dev.trellis.core.name.Label.of(
                                Messages.text(problem, Locale.ENGLISH),
                                Messages.text(problem, Locale.SIMPLIFIED_CHINESE)));
    }

    private static String place(FunctionDefinition function, FunctionDefinition.Test test) {
        return function.key() + "/tests/" + test.id();
    }
}
