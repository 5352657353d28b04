package dev.trellis.core.job;

/**
 * Work that comes again and again, done by one node at a time. Found by injection. Its name for people is the text
 * {@code job.<id>} of the message files.
 */
public interface RecurringJob {

    /** Returns its id: lower-case words joined by hyphens, at most 100 characters, never changed. */
    String id();

    Recurrence recurrence();

    /**
     * Does what is due. It may be interrupted anywhere and begun again: what must happen exactly once for a due time goes
     * into {@link JobRun#once}, everything else that writes into {@link JobRun#step}. A failure is logged and shown to
     * operators, and the same due time tried again, later each time.
     */
    void run(JobRun run);
}
