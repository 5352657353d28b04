package dev.trellis.workflow.engine;

import org.flowable.common.engine.api.FlowableException;

/** Stops a flow where it is because of an expected refusal: the engine passes it on and does not report it as a fault. */
public abstract class FlowStopped extends FlowableException {

    protected FlowStopped(String message) {
        super(message);
        setLogged(false);
    }
}
