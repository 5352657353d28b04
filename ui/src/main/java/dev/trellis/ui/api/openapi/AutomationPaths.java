package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes of what goes on by itself. */
final class AutomationPaths {

    static final String TAG = "automation";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AutomationPaths() {}

    static void write(ObjectNode paths) {
        jobs(paths);
        notifications(paths);
        webhooks(paths);
        rules(paths);
    }

    private static void rules(ObjectNode paths) {
        Operation.write(paths, "GET /rules/runs", TAG, "listRuleRuns", "Lists what rules did, step by step.")
                .query("rule", "string", "The id of a rule; all where it is left out.")
                .query("record", "string", "The id of a record; all where it is left out.")
                .answers("200", "The latest runs, newest first.", "RuleRuns")
                .errors("400", "403");
        Operation.write(paths, "POST /rules/runs/{id}/replay", TAG, "replayRuleRun", "Runs a failed run again.")
                .answers("204", "It will be run.", "Nothing")
                .errors("403", "404");
        Operation.write(paths, "POST /rules/{rule}/test", TAG, "testRule", "Tells what a rule would do with a record.")
                .body("RuleTest", NODES.objectNode().put("record", "71").put("draft", false))
                .answers("200", "What it would do; nothing was done.", "RuleSteps")
                .errors("400", "403", "404", "409", "413", "415", "422");
        Operation.write(
                        paths,
                        "POST /rules/{rule}/secret",
                        TAG,
                        "makeRuleSecret",
                        "Makes the secret anew with which another system signs its calls; it is told this once.")
                .answers("200", "The secret.", "RuleSecret")
                .errors("403", "404");
        Operation.write(
                        paths,
                        "POST /inbound/{rule}",
                        TAG,
                        "callRule",
                        "Takes a record from another system, which signs the body: Trellis-Signature:"
                                + " t=<seconds>,v1=<HMAC-SHA256 of \"t.body\">, and tells calls apart by Trellis-Delivery.")
                .body("InboundRecord", NODES.objectNode().put("name", "Ningbo Haina"))
                .answers("202", "It is stored, and the rule runs.", "InboundTaken")
                .errors("400", "404", "409", "413", "415", "422");
    }

    private static void notifications(ObjectNode paths) {
        Operation.write(paths, "GET /notifications", TAG, "listNotifications", "Lists what the caller was told.")
                .query("unread", "string", "true leaves out what was read.")
                .query("after", "string", "The id behind which to go on.")
                .query("limit", "integer", "1 to 100.")
                .answers("200", "The notifications, newest first.", "NotificationPage")
                .errors("400");
        Operation.write(paths, "POST /notifications/{id}/read", TAG, "readNotification", "Marks one as read.")
                .answers("204", "It is read.", "Nothing")
                .errors("404");
        Operation.write(paths, "POST /notifications/read-all", TAG, "readNotifications", "Marks all as read.")
                .answers("204", "They are read.", "Nothing")
                .errors();
        Operation.write(paths, "GET /notifications/settings", TAG, "notificationSettings", "Tells how mails come.")
                .answers("200", "The caller's settings.", "NotificationSettings")
                .errors();
        Operation.write(paths, "PUT /notifications/settings", TAG, "setNotifications", "Says how mails shall come.")
                .body(
                        "NotificationSettings",
                        NODES.objectNode().put("mail", "digest").put("digestAt", "08:30"))
                .answers("200", "The caller's settings.", "NotificationSettings")
                .errors("400", "413", "415", "422");
        Operation.write(paths, "GET /notifications/channels", TAG, "notificationChannels", "Tells which ways are open.")
                .answers("200", "The channels.", "NotificationChannels")
                .errors("403");
    }

    private static void webhooks(ObjectNode paths) {
        Operation.write(paths, "GET /webhooks", TAG, "listWebhooks", "Lists who is told what by signed calls.")
                .answers("200", "The webhooks.", "WebhookList")
                .errors("403");
        var example = NODES.objectNode().put("label", "ERP").put("url", "https://erp.example.com/trellis");
        example.putArray("events").add("record.quote.*").add("approval.approved");
        Operation.write(paths, "POST /webhooks", TAG, "createWebhook", "Sets one up; its secret is told this once.")
                .body("WebhookInput", example)
                .answers("201", "The webhook and its secret.", "Webhook")
                .errors("400", "403", "413", "415", "422");
        Operation.write(paths, "DELETE /webhooks/{id}", TAG, "deleteWebhook", "Ends the calls.")
                .answers("204", "It is gone.", "Nothing")
                .errors("403", "404");
        Operation.write(paths, "GET /webhooks/{id}/deliveries", TAG, "listWebhookCalls", "Lists the latest calls.")
                .answers("200", "The calls, newest first.", "WebhookDeliveries")
                .errors("403", "404");
        Operation.write(
                        paths,
                        "POST /webhooks/deliveries/{id}/replay",
                        TAG,
                        "replayWebhookCall",
                        "Makes a call once more.")
                .answers("204", "It will be made.", "Nothing")
                .errors("403", "404");
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
