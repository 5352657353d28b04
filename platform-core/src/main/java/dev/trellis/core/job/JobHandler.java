package dev.trellis.core.job;

/**
 * Does one kind of one-off work that was begun with {@link Jobs#begin}. Found by injection. The name of the kind for
 * people is the text {@code job.<kind>} of the message files.
 */
public interface JobHandler {

    /** Returns which kind: lower-case words joined by hyphens, at most 64 characters, never changed. */
    String kind();

    /**
     * Does the work, or goes on with it where {@link JobRun#cursor()} stands: another node may have begun. Everything that
     * writes goes into {@link JobRun#step}; what it did and how far it came are then committed together.
     */
    void run(JobRun run);

    /** Returns how often a failing job is tried before it waits for an operator. */
    default int attempts() {
        return 5;
    }
}
