package dev.trellis.core.account;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Credentials of the people, who are records themselves. Callers of the methods that change somebody else's account
 * check first that whoever asks may administer.
 */
@Singleton
public final class Accounts {

    private static final int MAX_LOGIN_LENGTH = 120;
    private static final String SIGN_IN_LABEL = "sign-in";

    private final UnitOfWork unit;
    private final AccountRepository accounts;
    private final Throttle throttle;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Clock clock;

    Accounts(UnitOfWork unit, AccountRepository accounts, Throttle throttle, Tokens tokens, Sessions sessions) {
        this.unit = unit;
        this.accounts = accounts;
        this.throttle = throttle;
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = Clock.systemUTC();
    }

    /** What can be shown about an account. */
    public record Entry(RecordId user, String login, Locale language, boolean active) {}

    /**
     * Checks login and password. An unknown login takes as long and gets the same answer as a wrong password.
     *
     * @param address from where, for the throttle
     */
    public Verification verify(String login, String password, String address) {
        var key = key(login);
        var wait = throttle.admit(key, address);
        if (wait.isPresent()) {
            return new Verification.Refused(throttled(wait.get()));
        }
        var account = unit.run(() -> accounts.findByLoginKey(key)).filter(Account::active);
        if (account.isEmpty()) {
            PasswordHash.matchNobody(password);
            return new Verification.Refused(Problem.at("", AccountProblems.SIGN_IN_REFUSED));
        }
        if (!PasswordHash.matches(password, account.get().passwordHash())) {
            return new Verification.Refused(Problem.at("", AccountProblems.SIGN_IN_REFUSED));
        }
        throttle.succeeded(key, address);
        return new Verification.Verified(new RecordId(account.get().userId()));
    }

    /** Checks login and password and issues a token for the API. */
    public SignInResult signIn(String login, String password, String address) {
        return switch (verify(login, password, address)) {
            case Verification.Refused(var problem) -> new SignInResult.Refused(problem);
            case Verification.Verified(var user) -> {
                var issued = tokens.issue(user, Tokens.Kind.SESSION, SIGN_IN_LABEL, Tokens.SESSION);
                yield new SignInResult.SignedIn(user, issued.token(), issued.expiresAt());
            }
        };
    }

    /** Gives a person an account; returns what is wrong with login or password, and then creates nothing. */
    public List<Problem> create(RecordId user, String login, String password, Locale language) {
        var problems = new java.util.ArrayList<>(PasswordRules.check(password, login));
        var shown = Normalizer.normalize(login, Normalizer.Form.NFC).strip();
        if (shown.isEmpty()
                || shown.length() > MAX_LOGIN_LENGTH
                || shown.chars().anyMatch(Character::isISOControl)) {
            problems.add(Problem.at("login", AccountProblems.LOGIN_UNUSABLE).with("max", MAX_LOGIN_LENGTH));
        }
        if (!problems.isEmpty()) {
            return List.copyOf(problems);
        }
        var hash = PasswordHash.of(password);
        return unit.run(() -> {
            if (accounts.findByLoginKey(key(login)).isPresent()) {
                return List.of(Problem.at("login", AccountProblems.LOGIN_TAKEN).with("login", shown));
            }
            var now = clock.instant();
            accounts.save(new Account(user.value(), shown, key(login), hash, language.toLanguageTag(), true, now, now));
            return List.of();
        });
    }

    /** Changes one's own password; every token and session of the account ends. */
    public List<Problem> changePassword(RecordId user, String old, String fresh) {
        var account = require(user);
        if (!PasswordHash.matches(old, account.passwordHash())) {
            return List.of(Problem.at("password", AccountProblems.PASSWORD_WRONG));
        }
        return setPassword(user, fresh);
    }

    /** Sets somebody's password; every token and session of the account ends. */
    public List<Problem> setPassword(RecordId user, String fresh) {
        var problems = PasswordRules.check(fresh, require(user).login());
        if (!problems.isEmpty()) {
            return problems;
        }
        var hash = PasswordHash.of(fresh);
        unit.run(() -> {
            accounts.update(user.value(), hash, clock.instant());
            tokens.revokeAll(user);
            sessions.endAll(user);
        });
        return List.of();
    }

    /** Tells whether this is the account's password now, without counting towards the throttle; not for sign-in. */
    public boolean isPassword(RecordId user, String password) {
        return PasswordHash.matches(password, require(user).passwordHash());
    }

    /** Opens or closes an account; a closed one loses its tokens and sessions. */
    public void setActive(RecordId user, boolean active) {
        unit.run(() -> {
            accounts.updateActive(user.value(), active, clock.instant());
            if (!active) {
                tokens.revokeAll(user);
                sessions.endAll(user);
            }
        });
    }

    public void setLanguage(RecordId user, Locale language) {
        unit.run(() -> accounts.updateLanguage(user.value(), language.toLanguageTag()));
    }

    public Optional<Entry> find(RecordId user) {
        return unit.run(() -> accounts.findById(user.value())).map(Accounts::entry);
    }

    public Optional<Entry> findByLogin(String login) {
        return unit.run(() -> accounts.findByLoginKey(key(login))).map(Accounts::entry);
    }

    /** Tells whether nobody can sign in yet. */
    public boolean isEmpty() {
        return unit.run(() -> accounts.count() == 0);
    }

    private Account require(RecordId user) {
        return unit.run(() -> accounts.findById(user.value()))
                .orElseThrow(() -> new TrellisException("No account for user " + user));
    }

    private static Entry entry(Account account) {
        return new Entry(
                new RecordId(account.userId()),
                account.login(),
                Locale.forLanguageTag(account.language()),
                account.active());
    }

    private static Problem throttled(Duration wait) {
        return Problem.at("", AccountProblems.SIGN_IN_THROTTLED)
                .with("seconds", wait.plusMillis(999).toSeconds());
    }

    /** Two logins that look alike or differ in case only are one. */
    private static String key(String login) {
        return Normalizer.normalize(login, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
