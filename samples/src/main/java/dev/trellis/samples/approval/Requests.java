package dev.trellis.samples.approval;

import java.util.Map;

/** One of the two that are measured. Calls come from many threads at once. */
interface Requests {

    /** How many people decide on each request, one after the other. */
    int LEVELS = 3;

    String name();

    /** Makes a record, submits it, lets each level agree, and returns when the request has ended as approved. */
    default void one(int client, int number) {
        steps(client, number).values().forEach(Runnable::run);
    }

    /** What {@link #one} does, step by step: to be run in order, once. */
    Map<String, Runnable> steps(int client, int number);

    /** How many requests have ended as approved, as the database tells it. */
    long approved();
}
