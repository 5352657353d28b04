package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows whoever a test has named, without records; for tests that start with the property {@code test.directory}. */
@Singleton
@Requires(property = "test.directory")
@Replaces(Directory.class)
public final class TestDirectory implements Directory {

    private final Map<RecordId, PersonFacts> people = new ConcurrentHashMap<>();

    /** Makes a person known, a member of some departments. */
    public void add(RecordId user, String name, RecordId... departments) {
        people.put(user, new PersonFacts(name, Set.of(departments), Set.of()));
    }

    public void remove(RecordId user) {
        people.remove(user);
    }

    @Override
    public Optional<PersonFacts> person(RecordId user) {
        return Optional.ofNullable(people.get(user));
    }
}
