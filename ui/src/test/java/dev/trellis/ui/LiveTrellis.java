package dev.trellis.ui;

import dev.trellis.core.database.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The one running Trellis of a test JVM, on a free port and a fresh schema of the test database; it ends with the JVM. */
public final class LiveTrellis {

    private static final class Holder {
        static final Trellis INSTANCE = start();
    }

    private LiveTrellis() {}

    /** Returns it, started if nobody asked before. */
    public static Trellis get() {
        return Holder.INSTANCE;
    }

    public static URI address() {
        return get().address();
    }

    /** Without background work: tests compare the whole database before and after a refused call. */
    private static Trellis start() {
        System.setProperty("trellis.jobs.run", "false");
        var settings = new Settings(0, "127.0.0.1", Path.of("target", "live"), Optional.empty(), true, "crm-standard");
        return Trellis.start(settings, TestDatabase.get().freshSchema().database());
    }
}
