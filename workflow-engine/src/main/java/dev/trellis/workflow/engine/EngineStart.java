package dev.trellis.workflow.engine;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;

/** Lets the engine of a server boot beside the server, so that the first submission need not wait for it. */
@Singleton
@Requires(notEnv = "test")
final class EngineStart implements ApplicationEventListener<StartupEvent> {

    private final FlowableEngine engine;

    EngineStart(FlowableEngine engine) {
        this.engine = engine;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        engine.boot();
    }
}
