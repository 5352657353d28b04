package dev.trellis.core.file;

import dev.trellis.core.field.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where the content of files is kept. An installation has one: the database, unless the configuration names a folder or
 * a bucket; a plug-in may bring another. A content is written once and never changed.
 */
public interface ContentStore {

    /** Keeps a content; what is half written when it fails is taken back or overwritten by the next try. */
    void write(RecordId file, Path content) throws IOException;

    /** Opens a content; fails here, not while it is read, where there is none or the store does not answer. */
    InputStream open(RecordId file) throws IOException;

    /** Forgets a content; does nothing where there is none. */
    void delete(RecordId file) throws IOException;

    /** Fails where contents can neither be kept nor read at the moment; answers within a few seconds. */
    void probe() throws IOException;
}
