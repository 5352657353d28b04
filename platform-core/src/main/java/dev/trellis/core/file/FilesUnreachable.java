package dev.trellis.core.file;

import dev.trellis.core.problem.Problem;
import java.io.IOException;

/** The place where files are kept gives no answer, or not the file; nothing of it has been read yet. */
public final class FilesUnreachable extends IOException {

    private static final long serialVersionUID = 1L;

    FilesUnreachable(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** What a reader is told: no address, no bucket. */
    public Problem problem() {
        return Problem.at("", FileProblem.NOT_REACHED);
    }
}
