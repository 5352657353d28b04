package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database server that outlived the process which had started it (a kill -9, where the system does not end the child
 * with its parent). Whoever holds the folder's lock ends it and starts afresh: the server recovers by itself.
 */
final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final int CLEAN_STOP_SECONDS = 60;

    private Orphans() {}

    /** Ends the server that was started last on this folder, if it still runs and is ours beyond doubt. */
    static void end(DataFolder folder) throws IOException {
        var orphan = find(folder);
        if (orphan.isEmpty()) {
            return;
        }
        var process = orphan.get();
        LOG.info("Ending the database server {} that a killed process left behind on {}", process.pid(), folder.path());
        process.destroy();
        try {
            process.onExit().get(CLEAN_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            LOG.warn("Database server {} does not stop, it is killed", process.pid(), stuck);
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new TrellisException("Cannot wait for the process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrellisException("Interrupted while an orphaned database server was stopping", e);
        }
    }

    static Optional<ProcessHandle> find(DataFolder folder) throws IOException {
        if (!Files.exists(folder.processFile())) {
            return Optional.empty();
        }
        var words = Files.readString(folder.processFile()).strip().split(" ");
        if (!words[0].matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isOurs(process, folder));
    }

    /** A process id may have been given to somebody else meanwhile: the command must name our own files. */
    private static boolean isOurs(ProcessHandle process, DataFolder folder) {
        var option = "--datadir=" + folder.database();
        var arguments = process.info().arguments();
        if (arguments.isPresent()) {
            return Arrays.asList(arguments.get()).contains(option);
        }
        return process.info()
                .command()
                .filter(command -> command.endsWith("mysqld.exe") || command.endsWith("mariadbd"))
                .isPresent();
    }
}
