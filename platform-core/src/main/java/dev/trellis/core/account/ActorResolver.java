package dev.trellis.core.account;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/**
 * Says who acts behind a request. Asked for every request, round trip and push; what it answers is at most five seconds
 * old, so that a closed account, an ended session or a taken role works no longer than that.
 */
@Singleton
public final class ActorResolver {

    private final UnitOfWork unit;
    private final AccountRepository accounts;
    private final Tokens tokens;
    private final Sessions sessions;
    private final RoleAssignments roles;
    private final Directory directory;
    private final RecentAnswers<String, Optional<RecordId>> users = new RecentAnswers<>();
    private final RecentAnswers<String, Optional<Tokens.Presented>> presented = new RecentAnswers<>();
    private final RecentAnswers<RecordId, Optional<Actor.Person>> people = new RecentAnswers<>();

    ActorResolver(
            UnitOfWork unit,
            AccountRepository accounts,
            Tokens tokens,
            Sessions sessions,
            RoleAssignments roles,
            Directory directory) {
        this.unit = unit;
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.roles = roles;
        this.directory = directory;
    }

    /** Returns who presents a bearer token; empty if it is no living token of an open account. */
    public Optional<Actor.Person> byToken(String token) {
        var fingerprint = Secrets.fingerprint(token);
        return presented
                .get(fingerprint, () -> tokens.find(token))
                .flatMap(found -> person(found.user(), Via.API).map(person -> person.within(found.scope())));
    }

    /** Returns who sits behind a session of the web client; empty if it has ended. */
    public Optional<Actor.Person> bySession(RecordId session) {
        return users.get("session " + session, () -> sessions.user(session)).flatMap(user -> person(user, Via.WEB));
    }

    /** Returns a person with the roles in force; empty without a living record and an open account. */
    public Optional<Actor.Person> person(RecordId user, Via via) {
        return people.get(user, () -> unit.run(() -> read(user)))
                .map(person -> new Actor.Person(
                        person.user(), person.name(), person.roles(), person.departments(), person.locale(), via));
    }

    /** Forgets every answer, on this node: after a change of accounts or roles that should be seen at once. */
    public void forget() {
        users.clear();
        presented.clear();
        people.clear();
    }

    private Optional<Actor.Person> read(RecordId user) {
        var account = accounts.findById(user.value()).filter(Account::active);
        var facts = directory.person(user);
        if (account.isEmpty() || facts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Actor.Person(
                user,
                facts.get().name(),
                roles.rolesOf(user, facts.get()),
                facts.get().departments(),
                Locale.forLanguageTag(account.get().language()),
                Via.API));
    }
}
