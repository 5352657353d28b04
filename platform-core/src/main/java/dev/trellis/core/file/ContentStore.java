package dev.trellis.core.file;

import dev.trellis.core.field.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where the content of files is kept. An installation has one: the database, unless the configuration names a folder;
 * a plug-in may bring another. A content is written once and never changed.
 */
public interface ContentStore {

    /** Keeps a content; what is half written when it fails is taken back or overwritten by the next try. */
    void write(RecordId file, InputStream content) throws IOException;

    void copyTo(RecordId file, OutputStream out) throws IOException;

    /** Forgets a content; does nothing where there is none. */
    void delete(RecordId file) throws IOException;
}
