package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.engine.FlowSteps;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.People;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** A node in a process of its own that submits or agrees, stops at a point on the way, says so and waits to be killed. */
final class CrashingNode {

    private CrashingNode() {}

    /** Where on the way it stops. */
    enum Point {
        /** Record, log and votes are written, the engine has not been told. */
        BEFORE_ENGINE,
        AFTER_ENGINE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    public static void main(String[] arguments) {
        var point = Point.valueOf(arguments[1]);
        var person = new Actor.Person(
                RecordId.of(arguments[3]), arguments[4], Set.of("sales"), Set.of(), Locale.ENGLISH, Via.WEB);
        var subject = RecordId.of(arguments[5]);
        var start = (DatabaseStart.Starting) Database.open(DatabaseSettings.External.at(arguments[0]));
        var context = ApplicationContext.builder()
                .environments("test")
                .banner(false)
                .singletons(start.database())
                .start();
        var approvals = approvals(context, new StoppingEngine(context, point));
        context.getBean(UnitOfWork.class).run(() -> {
            switch (arguments[2]) {
                case "submit" -> System.out.println(approvals.submit(person, "quote", subject, null));
                case "agree" ->
                    System.out.println(
                            approvals.agree(person, subject, "", Map.of("remark", "from the crashed node"), null));
                default -> throw new IllegalArgumentException(arguments[2]);
            }
            if (point == Point.BEFORE_COMMIT) {
                stop();
            }
        });
        stop();
    }

    /** Runs it until its point and ends it as {@code kill -9} does. */
    static void runAndKill(String url, Point point, String action, Actor.Person person, RecordId subject)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNode.class.getName(),
                        url,
                        point.name(),
                        action,
                        person.user().toString(),
                        person.name(),
                        subject.toString()))
                .redirectErrorStream(true)
                .start();
        var said = new StringBuilder();
        try (var output = process.inputReader()) {
            for (var line = output.readLine(); line != null && !line.equals("stopped"); line = output.readLine()) {
                said.append(line).append('\n');
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The node ended before its point:\n" + said);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Approvals approvals(ApplicationContext context, FlowableEngine engine) {
        var records = context.getBean(Records.class);
        var store = context.getBean(ApprovalStore.class);
        var logs = context.getBean(LogStore.class);
        var choices = context.getBean(ChoiceStore.class);
        var snapshots = context.getBean(SnapshotStore.class);
        var places = context.getBean(Places.class);
        var steps = context.getBean(ApprovalSteps.class);
        var turns = context.getBean(RecordTurns.class);
        var people = context.getBean(People.class);
        var outbox = context.getBean(RequestOutbox.class);
        var refusals = context.getBean(Refusals.class);
        var ids = context.getBean(RecordIds.class);
        var flow = new Flow(store, logs, places, steps, people, outbox, engine, ids);
        var returns = new Returns(store, logs, snapshots, places, flow, steps, people, turns, outbox);
        return new Approvals(
                context.getBean(UnitOfWork.class),
                records,
                new Submission(
                        records,
                        store,
                        logs,
                        choices,
                        snapshots,
                        context.getBean(DeputyStore.class),
                        context.getBean(DefinitionArchive.class),
                        context.getBean(RecordReader.class),
                        places,
                        returns,
                        flow,
                        turns,
                        people,
                        outbox,
                        engine,
                        ids,
                        refusals),
                new TaskActions(
                        store,
                        logs,
                        choices,
                        places,
                        flow,
                        returns,
                        context.getBean(Participants.class),
                        turns,
                        outbox,
                        refusals),
                context.getBean(Withdrawals.class),
                context.getBean(Repairs.class),
                context.getBean(Talk.class),
                context.getBean(DeputyStore.class),
                context.getBean(StandIns.class),
                store,
                context.getBean(ApprovalHistory.class),
                context.getBean(ApprovalInbox.class),
                engine);
    }

    private static void stop() {
        System.out.println("stopped");
        try {
            while (System.in.read() >= 0) {
                System.out.println("still here");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class StoppingEngine extends FlowableEngine {
        private final Point point;

        StoppingEngine(ApplicationContext context, Point point) {
            super(
                    context.getBean(UnitOfWork.class),
                    context.getBean(Sql.class),
                    context.getBean(DataSource.class),
                    () -> context.getBean(FlowSteps.class));
            this.point = point;
        }

        @Override
        public String start(String deployed, RecordId instance) {
            at(Point.BEFORE_ENGINE);
            var process = super.start(deployed, instance);
            at(Point.AFTER_ENGINE);
            return process;
        }

        @Override
        public void complete(String task, boolean rejected) {
            at(Point.BEFORE_ENGINE);
            super.complete(task, rejected);
            at(Point.AFTER_ENGINE);
        }

        private void at(Point here) {
            if (here == point) {
                stop();
            }
        }
    }
}
