package dev.trellis.core.job;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.database.UnitOfWork;

/** Runs a recurring job in the thread of a test, as its node would when it is due. */
public final class RunNow {

    private static final String TASK = "run-now/";

    private RunNow() {}

    public static void of(TestApp app, String id) {
        var job = app.context().getBeansOfType(RecurringJob.class).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        var store = app.get(JobStore.class);
        var clock = app.get(DatabaseClock.class);
        app.inUnit(() -> {
            var _ = store.take(TASK + id, 1);
        });
        job.run(new JobRun(
                app.get(UnitOfWork.class), store, TASK + id, 1, clock.instant(), clock::instant, () -> false, null));
    }
}
