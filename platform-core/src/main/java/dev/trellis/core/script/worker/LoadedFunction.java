package dev.trellis.core.script.worker;

import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** One function in a context of its own, whose globals are frozen. */
final class LoadedFunction implements AutoCloseable {

    private static final int MAX_TEXT = 1_000_000;

    private final Context context;
    private final Value call;

    private LoadedFunction(Context context, Value call) {
        this.context = context;
        this.call = call;
    }

    /**
     * Loads a function.
     *
     * @param parameters names and types, in turns
     * @param body what stands between the braces
     */
    static LoadedFunction of(Engine engine, Source harness, List<String> parameters, String result, String body) {
        var context = context(engine);
        try {
            var names = names(parameters);
            var code = "(function (" + String.join(", ", names) + ") {\"use strict\";\n" + body + "\n})";
            // What is also a method's body cannot close its own braces and go on outside.
            context.parse(source("class Check { check(" + String.join(", ", names) + ") {\n" + body + "\n} }"));
            var wrap = context.eval(harness);
            var function = context.eval(source(code));
            var call = wrap.execute(function, types(parameters), result);
            return new LoadedFunction(context, call);
        } catch (PolyglotException e) {
            context.close(true);
            throw e;
        }
    }

    private static Context context(Engine engine) {
        return Context.newBuilder("js")
                .engine(engine)
                .allowAllAccess(false)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(_ -> false)
                .allowHostClassLoading(false)
                .allowIO(IOAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .allowInnerContextOptions(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowExperimentalOptions(true)
                .option("js.disable-eval", "true")
                .option("js.string-length-limit", Integer.toString(MAX_TEXT))
                .option("js.stack-trace-limit", "5")
                .option("js.print", "false")
                .option("js.console", "false")
                .option("js.load", "false")
                .option("js.graal-builtin", "false")
                .option("js.java-package-globals", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.atomics", "false")
                .option("js.intl-402", "false")
                .option("js.performance", "false")
                .option("js.timezone", "UTC")
                .build();
    }

    private static Source source(String code) {
        return Source.newBuilder("js", code, "function.js").buildLiteral();
    }

    private static List<String> names(List<String> parameters) {
        return java.util.stream.IntStream.range(0, parameters.size() / 2)
                .mapToObj(i -> parameters.get(2 * i))
                .toList();
    }

    private static String types(List<String> parameters) {
        return java.util.stream.IntStream.range(0, parameters.size() / 2)
                .mapToObj(i -> "\"" + parameters.get(2 * i + 1) + "\"")
                .collect(java.util.stream.Collectors.joining(",", "[", "]"));
    }

    /** Calls it with one row, a JSON array; answers in JSON. */
    String call(String row) {
        return call.execute(row).asString();
    }

    @Override
    public void close() {
        context.close(true);
    }
}
