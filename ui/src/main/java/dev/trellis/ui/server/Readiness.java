package dev.trellis.ui.server;

import jakarta.inject.Singleton;

/** Knows whether this process can do its work; the background probe of the database feeds it. */
@Singleton
public final class Readiness {

    private volatile boolean ready = true;

    Readiness() {}

    public boolean isReady() {
        return ready;
    }

    /** Notes what a probe found. */
    public void set(boolean isReady) {
        ready = isReady;
    }
}
