package dev.trellis.core.transfer;

import java.util.List;

/**
 * What a person needs to say which column goes where.
 *
 * @param suggested a plan with the columns that suggest themselves, and a key where a unique field is among them
 * @param samples the first rows below the header
 */
public record ImportMapping(ImportRun run, List<Target> targets, ImportPlan suggested, List<List<String>> samples) {

    public ImportMapping {
        targets = List.copyOf(targets);
        samples = List.copyOf(samples);
    }
}
