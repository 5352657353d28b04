package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.ObjectNode;

/** The routes of what goes on by itself. */
final class AutomationPaths {

    static final String TAG = "automation";

    private AutomationPaths() {}

    static void write(ObjectNode paths) {
        jobs(paths);
    }

    private static void jobs(ObjectNode paths) {
        Operation.write(
                        paths,
                        "GET /background-jobs",
                        TAG,
                        "listBackgroundJobs",
                        "Lists what goes on in the background.")
                .answers("200", "Recurring jobs, and one-off jobs, newest first.", "BackgroundJobs")
                .errors("400", "403");
        Operation.write(
                        paths,
                        "POST /background-jobs/{id}/cancel",
                        TAG,
                        "cancelBackgroundJob",
                        "Has a job stop after its step.")
                .answers("200", "The job.", "BackgroundJob")
                .errors("403", "404", "409");
        Operation.write(
                        paths,
                        "POST /background-jobs/{id}/retry",
                        TAG,
                        "retryBackgroundJob",
                        "Has a failed job go on where it stood.")
                .answers("200", "The job.", "BackgroundJob")
                .errors("403", "404", "409");
        Operation.write(
                        paths,
                        "POST /background-jobs/recurring/{job}/run",
                        TAG,
                        "runBackgroundJob",
                        "Has a recurring job run now.")
                .answers("204", "It is due now.", "Nothing")
                .errors("403", "404");
    }
}
