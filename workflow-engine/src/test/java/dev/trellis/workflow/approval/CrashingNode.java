package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
                .properties(Map.of(StoppingEngine.POINT, point.name()))
                .start();
        var approvals = context.getBean(Approvals.class);
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

    static void stop() {
        System.out.println("stopped");
        try {
            while (System.in.read() >= 0) {
                System.out.println("still here");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
