package dev.trellis.core.script;

import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.script.WorkerProcess.End;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs functions in the workers, batch by batch. Takes time: never called inside a transaction. */
@Singleton
final class FunctionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionRunner.class);
    private static final int BATCH = 500;

    private final WorkerPool pool;
    private final Breaker breaker;

    FunctionRunner(WorkerPool pool, Breaker breaker) {
        this.pool = pool;
        this.breaker = breaker;
    }

    /**
     * Runs a function once per row.
     *
     * @param rows arguments as {@link Border} wrote them
     * @return one answer per row; after a row that had to be stopped the others are not run
     */
    List<CallResult> run(FunctionDefinition function, List<String> rows) {
        var hash = function.hash();
        var answers = new ArrayList<CallResult>(rows.size());
        while (answers.size() < rows.size()) {
            var batch = rows.subList(answers.size(), Math.min(rows.size(), answers.size() + BATCH));
            if (breaker.isOpen(hash)) {
                fill(answers, rows.size(), problem(function, ScriptProblem.DISABLED));
                return answers;
            }
            var end = run(function, hash, batch, answers);
            if (end != End.DONE) {
                breaker.stopped(function);
                LOG.warn("The function {} had to be stopped: {}", function.id(), end);
                var code = end == End.OUT_OF_MEMORY ? ScriptProblem.MEMORY : ScriptProblem.STOPPED;
                fill(answers, rows.size(), problem(function, code));
            }
        }
        return answers;
    }

    private End run(FunctionDefinition function, String hash, List<String> batch, List<CallResult> answers) {
        var worker = pool.take();
        if (worker.isEmpty()) {
            fill(answers, answers.size() + batch.size(), problem(function, ScriptProblem.BUSY));
            return End.DONE;
        }
        try {
            var outcome = worker.get().run(function, hash, batch);
            outcome.answers().forEach(text -> answers.add(Border.answer(function, text)));
            return outcome.end();
        } finally {
            pool.giveBack(worker.get());
        }
    }

    private static Problem problem(FunctionDefinition function, dev.trellis.core.problem.ProblemCode code) {
        return Problem.at("", code).with("function", function.label()).with("seconds", WorkerProcess.ROW_MILLIS / 1000);
    }

    private static void fill(List<CallResult> answers, int to, Problem problem) {
        while (answers.size() < to) {
            answers.add(CallResult.unavailable(problem));
        }
    }
}
