package dev.trellis.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String ADDRESS = "192.0.2.1";

    private static TestApp app;
    private static Accounts accounts;
    private static ActorResolver actors;

    private RecordId user;
    private String login;

    @BeforeAll
    static void start() {
        app = TestApp.start(Map.of("test.directory", true));
        accounts = app.get(Accounts.class);
        actors = app.get(ActorResolver.class);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void createAccount() {
        app.inUnit(() -> app.sql().update("DELETE FROM t_sign_in_throttle"));
        user = app.get(RecordIds.class).next();
        login = "Li.Na." + user;
        app.get(TestDirectory.class).add(user, "Li Na");
        assertThat(accounts.create(user, login, PASSWORD, Locale.SIMPLIFIED_CHINESE))
                .isEmpty();
    }

    @Test
    void the_right_password_yields_a_token_that_names_the_person() {
        var signedIn = signIn();

        var actor = actors.byToken(signedIn.token());

        assertThat(actor).hasValueSatisfying(person -> {
            assertThat(person.user()).isEqualTo(user);
            assertThat(person.name()).isEqualTo("Li Na");
            assertThat(person.locale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
            assertThat(person.via()).isEqualTo(Via.API);
        });
    }

    @Test
    void a_login_is_found_in_any_case_and_width() {
        var wide = login.toUpperCase(Locale.ROOT).replace('L', '\uff2c');

        assertThat(accounts.signIn(wide, PASSWORD, ADDRESS)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_wrong_password_and_an_unknown_login_get_the_same_answer() {
        var wrong = refused(accounts.signIn(login, "not the password", ADDRESS));
        var unknown = refused(accounts.signIn("nobody", "not the password", ADDRESS));

        assertThat(wrong).isEqualTo(unknown);
        assertThat(wrong.code()).isEqualTo(AccountProblems.SIGN_IN_REFUSED);
    }

    @Test
    void only_the_fingerprint_of_a_token_is_stored() {
        var token = signIn().token();

        var stored = app.inUnit(() -> app.sql()
                .one("SELECT token_hash FROM t_api_token WHERE user_id = ?", row -> row.getString(1), user)
                .orElseThrow());

        assertThat(stored)
                .isEqualTo(Secrets.fingerprint(token))
                .isNotEqualTo(token)
                .hasSize(64);
    }

    @Test
    void after_five_failures_even_the_right_password_must_wait() {
        IntStream.range(0, 6).forEach(_ -> accounts.signIn(login, "not the password", ADDRESS));

        var problem = refused(accounts.signIn(login, PASSWORD, ADDRESS));

        assertThat(problem.code()).isEqualTo(AccountProblems.SIGN_IN_THROTTLED);
        assertThat(problem.arguments()).containsKey("seconds");
    }

    @Test
    void failures_at_one_address_do_not_shut_out_the_person_at_another() {
        IntStream.range(0, 8).forEach(_ -> accounts.signIn(login, "not the password", ADDRESS));

        assertThat(accounts.signIn(login, PASSWORD, "192.0.2.2")).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void many_attempts_at_once_gain_nothing() {
        var gate = new CyclicBarrier(12);
        List<ProblemCode> refusals;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = IntStream.range(0, 12)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> guess(gate), threads))
                    .toList();
            refusals = attempts.stream().map(CompletableFuture::join).toList();
        }

        assertThat(refusals).filteredOn(AccountProblems.SIGN_IN_REFUSED::equals).hasSize(6);
        assertThat(refusals).contains(AccountProblems.SIGN_IN_THROTTLED);
    }

    @Test
    void success_starts_the_count_anew() {
        IntStream.range(0, 5).forEach(_ -> accounts.signIn(login, "not the password", ADDRESS));
        signIn();
        IntStream.range(0, 5).forEach(_ -> accounts.signIn(login, "not the password", ADDRESS));

        assertThat(accounts.signIn(login, PASSWORD, ADDRESS)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_revoked_token_names_nobody() {
        var token = signIn().token();

        app.get(Tokens.class).revoke(token);

        assertThat(actors.byToken(token)).isEmpty();
    }

    @Test
    void an_expired_token_names_nobody() {
        var issued = app.get(Tokens.class).issue(user, Tokens.Kind.PERSONAL, "report", Duration.ofSeconds(-1));

        assertThat(actors.byToken(issued.token())).isEmpty();
    }

    @Test
    void a_closed_account_has_no_tokens_sessions_or_actor_left() {
        var token = signIn().token();
        var session = app.get(Sessions.class).open(user, ADDRESS);

        accounts.setActive(user, false);

        assertThat(actors.byToken(token)).isEmpty();
        assertThat(actors.bySession(session)).isEmpty();
        assertThat(actors.person(user, Via.WEB)).isEmpty();
        assertThat(accounts.signIn(login, PASSWORD, ADDRESS)).isInstanceOf(SignInResult.Refused.class);
    }

    @Test
    void a_web_session_names_the_person_until_it_ends() {
        var sessions = app.get(Sessions.class);
        var session = sessions.open(user, ADDRESS);

        assertThat(actors.bySession(session)).map(person -> person.via()).hasValue(Via.WEB);

        sessions.end(session);
        actors.forget();
        assertThat(actors.bySession(session)).isEmpty();
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_all_tokens() {
        var token = signIn().token();

        var wrong = accounts.changePassword(user, "not the password", "another long password");
        var right = accounts.changePassword(user, PASSWORD, "another long password");

        assertThat(wrong).extracting(Problem::code).containsExactly(AccountProblems.PASSWORD_WRONG);
        assertThat(right).isEmpty();
        assertThat(actors.byToken(token)).isEmpty();
        assertThat(accounts.signIn(login, "another long password", ADDRESS)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void bad_passwords_and_taken_logins_are_refused() {
        var other = app.get(RecordIds.class).next();

        assertThat(codes(accounts.create(other, "short", "1234567", Locale.ENGLISH)))
                .containsExactly(AccountProblems.PASSWORD_TOO_SHORT);
        assertThat(codes(accounts.create(other, "common", "Password1234", Locale.ENGLISH)))
                .containsExactly(AccountProblems.PASSWORD_GUESSABLE);
        assertThat(codes(accounts.create(other, "long", "x1y2".repeat(40), Locale.ENGLISH)))
                .containsExactly(AccountProblems.PASSWORD_TOO_LONG);
        assertThat(codes(accounts.create(other, login.toUpperCase(Locale.ROOT), PASSWORD, Locale.ENGLISH)))
                .containsExactly(AccountProblems.LOGIN_TAKEN);
        assertThat(codes(accounts.create(other, " ", PASSWORD, Locale.ENGLISH)))
                .containsExactly(AccountProblems.LOGIN_UNUSABLE);
    }

    @Test
    void a_person_holds_the_roles_given_to_him_and_to_his_department() {
        var department = app.get(RecordIds.class).next();
        var roles = app.get(RoleAssignments.class);
        app.get(TestDirectory.class).add(user, "Li Na", department);
        roles.assign(Principal.user(user), "sales");
        roles.assign(Principal.department(department), "finance");
        roles.assign(
                Principal.user(user),
                "past",
                Instant.now().minusSeconds(60),
                Instant.now().minusSeconds(30));
        roles.assign(Principal.user(user), "future", Instant.now().plusSeconds(60), null);
        actors.forget();

        var person = actors.person(user, Via.WEB).orElseThrow();

        assertThat(person.roles()).containsExactlyInAnyOrder("sales", "finance");
        assertThat(person.departments()).containsExactly(department);
        assertThat(roles.holders("finance"))
                .extracting(RoleAssignment::principal)
                .contains(Principal.department(department));
    }

    @Test
    void a_removed_role_is_gone() {
        var roles = app.get(RoleAssignments.class);
        var assignment = roles.assign(Principal.user(user), "sales");

        roles.remove(assignment.id());
        actors.forget();

        assertThat(actors.person(user, Via.WEB).orElseThrow().roles()).isEmpty();
    }

    private ProblemCode guess(CyclicBarrier gate) {
        try {
            gate.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return ((Verification.Refused) accounts.verify(login, "not the password", "192.0.2.3"))
                .problem()
                .code();
    }

    private SignInResult.SignedIn signIn() {
        var result = accounts.signIn(login, PASSWORD, ADDRESS);
        assertThat(result).asInstanceOf(type(SignInResult.SignedIn.class)).isNotNull();
        return (SignInResult.SignedIn) result;
    }

    private static Problem refused(SignInResult result) {
        return ((SignInResult.Refused) result).problem();
    }

    private static List<ProblemCode> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }
}
