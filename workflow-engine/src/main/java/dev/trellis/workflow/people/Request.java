package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.people.People.Member;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for, and by whom.
 *
 * @param administrators the roles that decide where nobody else can
 * @param past what the request has seen so far
 */
public record Request(Member initiator, Subject subject, List<String> administrators, Deputies deputies, Past past) {

    public Request {
        administrators = List.copyOf(administrators);
    }

    public Request(Member initiator, Subject subject, List<String> administrators) {
        this(initiator, subject, administrators, Deputies.NONE, Past.NONE);
    }

    /** The record and its definitions, as far as the choice of people depends on them. */
    public interface Subject {

        /** The user in a field or at the end of a path over lookups; of a department the head; empty where blank. */
        Optional<RecordId> user(String path);

        Label field(String path);

        Label role(String id);

        /** The users whom an installed resolver names; nobody where it is not installed. */
        List<RecordId> resolve(String resolver);

        /** Tells whether a condition holds; one that cannot be computed does not. */
        boolean isTrue(String condition);
    }

    /** Who stands in for those who are away, in this request. */
    @FunctionalInterface
    public interface Deputies {

        Deputies NONE = user -> new StandIn.Nobody();

        StandIn standInFor(RecordId user);
    }
}
