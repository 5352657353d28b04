package dev.trellis.core.account;

import dev.trellis.core.field.RecordId;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows whoever a test has named, and else asks whoever keeps the records of people. */
@Singleton
@Primary
public final class TestDirectory implements Directory {

    private final Map<RecordId, PersonFacts> people = new ConcurrentHashMap<>();
    private final BeanContext beans;

    TestDirectory(BeanContext beans) {
        this.beans = beans;
    }

    /** Makes a person known, a member of some departments. */
    public void add(RecordId user, String name, RecordId... departments) {
        people.put(user, new PersonFacts(name, Set.of(departments), Set.of()));
    }

    public void remove(RecordId user) {
        people.remove(user);
    }

    @Override
    public Optional<PersonFacts> person(RecordId user) {
        var named = people.get(user);
        if (named != null) {
            return Optional.of(named);
        }
        return beans.getBeansOfType(Directory.class).stream()
                .filter(directory -> directory != this)
                .flatMap(directory -> directory.person(user).stream())
                .findFirst();
    }
}
