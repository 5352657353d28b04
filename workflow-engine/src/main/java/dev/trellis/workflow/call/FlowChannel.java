package dev.trellis.workflow.call;

/**
 * A way to something outside a flow: a script, a connector, a webhook, a message, a mail. Found by injection; a flow names
 * it by its key.
 */
public interface FlowChannel {

    /** The key that a node names; a slug, the same for ever. */
    String key();

    /**
     * Asks. Called outside every transaction and by one node of the server at a time, but again after a crash: whoever
     * answers must know a request by its {@link CallRequest#key()}. Everything thrown counts as a failure.
     */
    CallAnswer call(CallRequest request);
}
