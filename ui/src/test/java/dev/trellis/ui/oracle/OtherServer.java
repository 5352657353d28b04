package dev.trellis.ui.oracle;

import dev.trellis.ui.Settings;
import dev.trellis.ui.Trellis;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A second server in a process of its own, on the database of an {@link OracleWorld}. */
final class OtherServer implements AutoCloseable {

    private final Process process;
    private final String address;

    private OtherServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Runs in the other process until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (var trellis = Trellis.start(
                new Settings(0, "127.0.0.1", Path.of(arguments[1]), Optional.of(arguments[0]), false, "none"))) {
            System.out.println("ready " + trellis.address() + "/api/v1");
            while (System.in.read() >= 0) {
                // Until the parent closes the pipe.
            }
        }
    }

    static OtherServer start(OracleWorld world) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherServer.class.getName(),
                        world.databaseUrl(),
                        Path.of("target", "oracle-other-server").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new java.io.BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return new OtherServer(process, line.substring("ready ".length()));
            }
        }
        throw new IOException("The other server did not start");
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
