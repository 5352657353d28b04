package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.account.SignInResult;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.staff.Staff;
import dev.trellis.core.staff.StaffResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** People come, may sign in, and leave; what they leave behind is pointed out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffTest {

    private TestWorkspace work;
    private Staff staff;
    private Accounts accounts;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        var json = TestWorkspace.json();
        var active = new JsonMapper()
                .readTree(
                        "{\"id\": \"active\", \"label\": {\"en\": \"Active\"}, \"type\": \"boolean\", \"default\": \"TRUE\"}");
        json.withArray("entity")
                .valueStream()
                .filter(entity -> entity.path("id").stringValue().equals("user"))
                .filter(entity -> entity.path("fields")
                        .valueStream()
                        .noneMatch(field -> field.path("id").stringValue().equals("active")))
                .forEach(entity -> ((ObjectNode) entity).withArray("fields").add(active));
        json.withArray("role").add(new JsonMapper().readTree("""
                {"id": "chief", "label": {"en": "Chief"}, "rights": ["administer"], "entities": {
                    "user": {"verbs": {"read": "all", "edit": "all", "create": "all"}, "otherFields": "write"},
                    "quote": {"verbs": {"read": "all"}, "otherFields": "read"}}}
                """));
        json.withArray("role").add(new JsonMapper().readTree("""
                {"id": "clerk", "label": {"en": "Clerk"}, "entities": {
                    "user": {"verbs": {"read": "all", "edit": "all"}, "otherFields": "write"}}}
                """));
        work.publish(SampleMetadata.definitions(json));
        staff = work.app.get(Staff.class);
        accounts = work.app.get(Accounts.class);
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private Actor.Person chief() {
        return work.actor("chen", "chief");
    }

    private Actor.Person clerk() {
        return work.actor("zhao", "clerk");
    }

    private RecordId person(String name) {
        return work.install("user", Map.of("name", name));
    }

    private StaffResult.Told admit(RecordId user, String login) {
        var result = staff.admit(chief(), user, login, Locale.ENGLISH);
        assertThat(result).isInstanceOf(StaffResult.Told.class);
        return (StaffResult.Told) result;
    }

    private SaveResult setActive(Actor actor, RecordId user, boolean active) {
        var version = work.find(chief(), "user", user).version();
        return work.records.save(actor, new Change.Update("user", user, version, Map.of("active", active)));
    }

    private SignInResult signIn(StaffResult.Told told) {
        return accounts.signIn(told.login(), told.password(), "127.0.0.1");
    }

    @Test
    void somebody_new_signs_in_until_they_are_no_longer_active_and_again_when_they_are() {
        var user = person("Newcomer");
        var told = admit(user, "newcomer");
        var token = ((SignInResult.SignedIn) signIn(told)).token();
        var resolver = work.app.get(ActorResolver.class);
        assertThat(resolver.byToken(token)).isPresent();

        assertThat(setActive(clerk(), user, false)).isInstanceOf(SaveResult.Saved.class);

        assertThat(signIn(told)).isInstanceOf(SignInResult.Refused.class);
        assertThat(resolver.byToken(token)).isEmpty();
        assertThat(work.app
                        .get(AdminLog.class)
                        .newest(AdminAction.ACCOUNT_CHANGED, null, 1)
                        .getFirst()
                        .details())
                .isEqualTo("closed");
        assertThat(setActive(clerk(), user, true)).isInstanceOf(SaveResult.Saved.class);
        assertThat(signIn(told)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void a_refused_save_leaves_the_account_open() {
        var user = person("Stays");
        var told = admit(user, "stays");

        var stale = work.records.save(clerk(), new Change.Update("user", user, 99, Map.of("active", false)));

        assertThat(stale).isInstanceOf(SaveResult.Conflict.class);
        assertThat(signIn(told)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void nobody_deactivates_themselves_and_only_administrators_deactivate_one() {
        var boss = person("Boss");
        admit(boss, "boss");
        work.app.get(RoleAssignments.class).assign(Principal.user(boss), "chief");
        work.app.get(ActorResolver.class).forget();

        // Chen is older than the field.
        assertThat(setActive(chief(), work.id("chen"), true)).isInstanceOf(SaveResult.Saved.class);

        var self = setActive(chief(), work.id("chen"), false);
        var byClerk = setActive(clerk(), boss, false);

        assertThat(TestWorkspace.problems(self)).containsExactly("active LEAVES_SELF");
        assertThat(byClerk)
                .isInstanceOfSatisfying(
                        SaveResult.Denied.class,
                        denied -> assertThat(denied.problem().code().key()).isEqualTo("ADMINISTRATOR_STAYS"));
        assertThat(setActive(chief(), boss, false)).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_new_password_ends_the_old_one() {
        var user = person("Forgetful");
        var first = admit(user, "forgetful");

        var second = (StaffResult.Told) staff.resetPassword(chief(), user);

        assertThat(signIn(first)).isInstanceOf(SignInResult.Refused.class);
        assertThat(signIn(second)).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void what_somebody_holds_is_counted_as_far_as_whoever_asks_sees_it() {
        work.save(work.sales("li"), new Change.Create("quote", Map.of("title", "Held")));

        var seen = (StaffResult.Seen) staff.see(chief(), work.id("li"));

        assertThat(seen.belongings()).extracting(StaffResult.Belonging::entity).containsExactly("quote");
        assertThat(seen.belongings().getFirst().count()).isPositive();
    }

    @Test
    void an_account_is_given_once_with_a_usable_name_and_only_by_administrators() {
        var user = person("Once");
        admit(user, "once");

        assertThat(staff.admit(chief(), user, "twice", Locale.ENGLISH)).isInstanceOf(StaffResult.Rejected.class);
        assertThat(staff.admit(chief(), person("Other"), "once", Locale.ENGLISH))
                .isInstanceOf(StaffResult.Rejected.class);
        assertThat(staff.admit(chief(), person("Blank"), " ", Locale.ENGLISH)).isInstanceOf(StaffResult.Rejected.class);
        assertThat(staff.resetPassword(chief(), person("None"))).isInstanceOf(StaffResult.Rejected.class);
        assertThat(staff.see(clerk(), user)).isInstanceOf(StaffResult.Denied.class);
        assertThat(staff.see(chief(), new RecordId(42))).isInstanceOf(StaffResult.NotFound.class);
        assertThat(List.of(staff.admit(clerk(), user, "x", Locale.ENGLISH), staff.resetPassword(clerk(), user)))
                .allMatch(StaffResult.Denied.class::isInstance);
    }
}
