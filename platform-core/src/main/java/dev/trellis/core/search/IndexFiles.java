package dev.trellis.core.search;

import dev.trellis.core.problem.TrellisException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the files of the index; what cannot be read is thrown away, since it can be made again. */
final class IndexFiles {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final int PROCESSES = 16;
    private static final double BUFFER_MEGABYTES = 48;

    /** Tells at every start that vectors want a module of their own; nothing here uses vectors. Kept, or it forgets. */
    private static final java.util.logging.Logger VECTORS =
            silent("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private IndexFiles() {}

    private static java.util.logging.Logger silent(String name) {
        var logger = java.util.logging.Logger.getLogger(name);
        logger.setLevel(java.util.logging.Level.SEVERE);
        return logger;
    }

    /** @param facts what was noted at the last commit; empty for a new index */
    record Opened(IndexWriter writer, SearcherManager searchers, Map<String, String> facts) {}

    static Opened open(IndexSettings settings) {
        LOG.trace("{} is silent", VECTORS.getName());
        try {
            return settings.folder().isPresent()
                    ? inFolder(settings.folder().get())
                    : opened(new ByteBuffersDirectory(), OpenMode.CREATE, Map.of());
        } catch (IOException e) {
            throw new TrellisException("The search index cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Takes the first folder that no other process of this machine works in. */
    private static Opened inFolder(Path folder) throws IOException {
        for (int i = 1; i <= PROCESSES; i++) {
            var own = i == 1 ? folder : folder.resolveSibling(folder.getFileName() + "-" + i);
            try {
                return in(own);
            } catch (LockObtainFailedException taken) {
                LOG.debug("The search index in {} belongs to another process", own, taken);
            }
        }
        throw new TrellisException("More than " + PROCESSES + " processes keep a search index beside " + folder);
    }

    private static Opened in(Path folder) throws IOException {
        createPrivate(folder);
        var directory = FSDirectory.open(folder);
        try {
            var facts = SegmentInfos.readLatestCommit(directory).getUserData();
            return opened(directory, OpenMode.APPEND, facts);
        } catch (IndexNotFoundException none) {
            return opened(directory, OpenMode.CREATE, Map.of());
        } catch (LockObtainFailedException taken) {
            directory.close();
            throw taken;
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | NoSuchFileException
                | IllegalArgumentException broken) {
            LOG.warn("The search index in {} cannot be read and is made anew: {}", folder, broken.getMessage());
            wipe(directory);
            return opened(directory, OpenMode.CREATE, Map.of());
        }
    }

    /** The index repeats what the records say, so its folder can be entered by its owner only. */
    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void wipe(Directory directory) throws IOException {
        for (var file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                IOUtils.deleteFilesIgnoringExceptions(directory, file);
            }
        }
    }

    private static Opened opened(Directory directory, OpenMode mode, Map<String, String> facts) throws IOException {
        var config = new IndexWriterConfig()
                .setOpenMode(mode)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setCommitOnClose(false)
                // The newest first, so that those of one score come by their id and not by where they happen to lie.
                .setIndexSort(new Sort(new SortField(SearchIndex.ID, SortField.Type.LONG, true)));
        var writer = new IndexWriter(directory, config);
        try {
            return new Opened(writer, new SearcherManager(writer, null), facts);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer);
            throw e;
        }
    }
}
