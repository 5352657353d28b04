package dev.trellis.core.file;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** What became of an upload. */
public sealed interface UploadResult {

    record Stored(StoredFile file) implements UploadResult {}

    record Refused(List<Problem> problems) implements UploadResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
