package dev.trellis.core.transfer;

/** How many rows of the file went which way; after a dry run, would go. */
public record ImportCounts(int created, int updated, int unchanged, int skipped, int failed) {

    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0);

    public int total() {
        return created + updated + unchanged + skipped + failed;
    }

    ImportCounts plus(Outcome outcome, int rows) {
        return switch (outcome) {
            case CREATED -> new ImportCounts(created + rows, updated, unchanged, skipped, failed);
            case UPDATED -> new ImportCounts(created, updated + rows, unchanged, skipped, failed);
            case UNCHANGED -> new ImportCounts(created, updated, unchanged + rows, skipped, failed);
            case SKIPPED -> new ImportCounts(created, updated, unchanged, skipped + rows, failed);
            case FAILED -> new ImportCounts(created, updated, unchanged, skipped, failed + rows);
        };
    }
}
