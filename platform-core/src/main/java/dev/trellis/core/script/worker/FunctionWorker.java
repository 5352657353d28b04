package dev.trellis.core.script.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the worker process. Takes batches from its standard input until that closes, which ends the process
 * whatever runs at that moment; the server ends it where a call takes too long, the JVM itself where memory is used up.
 */
public final class FunctionWorker {

    private static final int CONTEXTS = 16;

    private final Engine engine = Engine.newBuilder("js")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private final Source harness;
    private final Map<String, LoadedFunction> loaded = new LinkedHashMap<>(32, 0.75f, true);
    private final DataOutputStream answers;

    private FunctionWorker(DataOutputStream answers) throws IOException {
        this.answers = answers;
        this.harness = harness();
    }

    /** One batch as it comes over the pipe. */
    private record Batch(String hash, List<String> parameters, String result, String body, List<String> rows) {}

    public static void main(String[] arguments) throws Exception {
        var pipe = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        var batches = new LinkedBlockingQueue<Batch>(2);
        Thread.ofPlatform().daemon().name("pipe").start(() -> receive(batches));
        var worker = new FunctionWorker(pipe);
        worker.warmUp();
        Frames.write(pipe, "ready");
        pipe.flush();
        while (true) {
            worker.run(batches.take());
        }
    }

    private static void receive(BlockingQueue<Batch> batches) {
        try (var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16))) {
            while (true) {
                var hash = Frames.read(in, Frames.MAX_REQUEST);
                var parameters = texts(in);
                var result = Frames.read(in, Frames.MAX_REQUEST);
                var body = Frames.read(in, Frames.MAX_REQUEST);
                batches.put(new Batch(hash, parameters, result, body, texts(in)));
            }
        } catch (IOException | InterruptedException closed) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(Frames.read(in, Frames.MAX_REQUEST));
        }
        return texts;
    }

    private void warmUp() {
        try (var first = LoadedFunction.of(engine, harness, List.of("n", "integer"), "integer", "return n + 1n;")) {
            first.call("[\"1\"]");
        }
    }

    /** Says when the function is loaded, which a busy machine may delay; from then on every row is timed. */
    private void run(Batch batch) throws IOException {
        var trouble = "";
        try {
            var _ = function(batch);
        } catch (PolyglotException e) {
            trouble = thrown(e);
        }
        Frames.write(answers, "loaded");
        answers.flush();
        for (var row : batch.rows()) {
            Frames.write(answers, trouble.isEmpty() ? answer(batch, row) : trouble);
            answers.flush();
        }
    }

    private String answer(Batch batch, String row) {
        try {
            var answer = function(batch).call(row);
            return answer.length() * 3L > Frames.MAX_ANSWER
                    ? "{\"e\":\"type\",\"m\":\"The result is too long\"}"
                    : answer;
        } catch (PolyglotException e) {
            var broken = loaded.remove(batch.hash());
            if (broken != null) {
                broken.close();
            }
            return thrown(e);
        }
    }

    private static String thrown(PolyglotException e) {
        return "{\"e\":\"thrown\",\"m\":" + quoted(e.getMessage()) + "}";
    }

    private LoadedFunction function(Batch batch) {
        var known = loaded.get(batch.hash());
        if (known != null) {
            return known;
        }
        if (loaded.size() >= CONTEXTS) {
            Iterator<LoadedFunction> oldest = loaded.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        var fresh = LoadedFunction.of(engine, harness, batch.parameters(), batch.result(), batch.body());
        loaded.put(batch.hash(), fresh);
        return fresh;
    }

    private static String quoted(@Nullable String message) {
        var quoted = new StringBuilder("\"");
        var text = message == null ? "" : message;
        for (int i = 0; i < Math.min(500, text.length()); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c < ' ' || Character.isSurrogate(c) ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }

    private static Source harness() throws IOException {
        try (var stream = FunctionWorker.class.getResourceAsStream("/trellis/script/harness.js")) {
            if (stream == null) {
                throw new IOException("The harness is missing");
            }
            return Source.newBuilder("js", new String(stream.readAllBytes(), StandardCharsets.UTF_8), "harness.js")
                    .buildLiteral();
        }
    }
}
