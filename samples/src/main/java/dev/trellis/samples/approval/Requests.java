package dev.trellis.samples.approval;

/** One of the two that are measured. Calls come from many threads at once. */
interface Requests {

    /** How many people decide on each request, one after the other. */
    int LEVELS = 3;

    String name();

    /** Makes a record, submits it, lets each level agree, and returns when the request has ended as approved. */
    void one(int client, int number);

    /** How many requests have ended as approved, as the database tells it. */
    long approved();
}
