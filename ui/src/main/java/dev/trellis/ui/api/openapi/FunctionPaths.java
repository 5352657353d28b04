package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes of functions in JavaScript, for those who may design. */
final class FunctionPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TAG = "metadata";

    private FunctionPaths() {}

    static void write(ObjectNode paths) {
        Operation.write(paths, "GET /functions", TAG, "listFunctions", "Lists the functions and whether they may run.")
                .answers("200", "The published functions.", "FunctionList")
                .errors("403");
        var run = NODES.objectNode();
        run.putArray("arguments").add("91350100M000100Y43");
        Operation.write(paths, "POST /functions/{id}/run", TAG, "tryFunction", "Runs a function of the draft once.")
                .body("FunctionArguments", run)
                .answers("200", "What it gives.", "FunctionResult")
                .errors("400", "403", "404", "413", "415", "422");
        Operation.write(paths, "POST /functions/{id}/test", TAG, "testFunction", "Runs the tests beside a function.")
                .answers("200", "Which tests are red.", "FunctionTestResult")
                .errors("400", "403", "404", "413", "415");
        Operation.write(
                        paths,
                        "POST /functions/{id}/approve",
                        TAG,
                        "approveFunction",
                        "Lets what a published function runs run in this workspace; needs the right to administer.")
                .body("FunctionApproval", NODES.objectNode().put("hash", "0".repeat(64)))
                .answers("200", "The function and its state.", "FunctionStatus")
                .errors("400", "403", "404", "409", "413", "415");
    }
}
