package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.field.RecordId;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own: each line it reads is a {@link Deed}, and it answers with a line of what came of it. */
final class RacingNode implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private RacingNode(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What somebody does. */
    enum Verb {
        AGREE,
        REJECT,
        HAND_OVER,
        WITHDRAW,
        SUBMIT
    }

    /** What came of it: {@code DONE} with the state of the request, or {@code REFUSED} with the code of the problem. */
    record Came(boolean isDone, String what) {
        static Came of(ApprovalResult result) {
            return switch (result) {
                case ApprovalResult.Done(var instance, var state) -> new Came(true, state.name());
                case ApprovalResult.Refused(var problems) ->
                    new Came(false, problems.getFirst().code().key());
            };
        }
    }

    /**
     * Something that one person does at a moment.
     *
     * @param subject a task; of a submission and a withdrawal the record, its entity stands before it
     * @param to who gets the task, or null
     * @param pause how many nanoseconds to wait before
     */
    record Deed(
            RecordId user,
            String name,
            Verb verb,
            String subject,
            @Nullable RecordId to,
            long pause) {

        String line() {
            return String.join(
                    " ",
                    user.toString(),
                    name,
                    verb.name(),
                    subject,
                    to == null ? "-" : to.toString(),
                    Long.toString(pause));
        }

        static Deed read(String line) {
            var words = line.split(" ");
            return new Deed(
                    RecordId.of(words[0]),
                    words[1],
                    Verb.valueOf(words[2]),
                    words[3],
                    words[4].equals("-") ? null : RecordId.of(words[4]),
                    Long.parseLong(words[5]));
        }

        Came doOn(Approvals approvals) {
            var person = new Actor.Person(user, name, Set.of("sales"), Set.of(), Locale.ENGLISH, Via.API);
            var until = System.nanoTime() + pause;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return Came.of(
                    switch (verb) {
                        case AGREE -> approvals.agree(person, RecordId.of(subject), "", Map.of(), null);
                        case REJECT -> approvals.reject(person, RecordId.of(subject), "no");
                        case HAND_OVER ->
                            approvals.act(
                                    person,
                                    RecordId.of(subject),
                                    new TaskAction.HandOver(java.util.Objects.requireNonNull(to)),
                                    "");
                        case WITHDRAW -> {
                            var place = subject.split("/");
                            yield approvals.withdraw(person, place[0], RecordId.of(place[1]));
                        }
                        case SUBMIT -> {
                            var place = subject.split("/");
                            yield approvals.submit(person, place[0], RecordId.of(place[1]), null);
                        }
                    });
        }
    }

    public static void main(String[] arguments) throws IOException {
        var start = (DatabaseStart.Starting) Database.open(DatabaseSettings.External.at(arguments[0]));
        try (var context = ApplicationContext.builder()
                        .environments("test")
                        .banner(false)
                        .singletons(start.database())
                        .start();
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var approvals = context.getBean(Approvals.class);
            context.getBean(dev.trellis.workflow.engine.FlowableEngine.class).awaitReady();
            System.out.println("ready");
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                var came = Deed.read(line).doOn(approvals);
                System.out.println((came.isDone() ? "done " : "refused ") + came.what());
            }
        }
    }

    static RacingNode start(String url) throws IOException {
        var node = new RacingNode(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RacingNode.class.getName(),
                        url))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        node.await("ready");
        return node;
    }

    void ask(Deed deed) throws IOException {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(deed.line());
        writer.newLine();
        writer.flush();
    }

    Came answer() throws IOException {
        var words = await("done ", "refused ").split(" ");
        return new Came(words[0].equals("done"), words[1]);
    }

    private String await(String... beginnings) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            for (var beginning : beginnings) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
        }
        throw new IOException("The node ended");
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        process.destroy();
    }
}
