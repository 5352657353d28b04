package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import java.util.Optional;

/** Knows the people: they are records, so whoever keeps records implements it. Called inside a unit of work. */
public interface Directory {

    /** Returns the facts about a person; empty if there is no such living record. */
    Optional<PersonFacts> person(RecordId user);
}
