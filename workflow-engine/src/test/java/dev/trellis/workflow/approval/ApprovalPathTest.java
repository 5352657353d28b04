package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.metadata.ApprovalDefinition.FromField;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApproverResolution.Request;
import dev.trellis.workflow.approval.ApproverResolution.Subject;
import dev.trellis.workflow.approval.Conditions.Verdict;
import dev.trellis.workflow.approval.People.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalPathTest {

    private final Company company = new Company()
            .with(1, "Wang", 2)
            .with(2, "Li", 3)
            .with(3, "Zhou", 0)
            .with(4, "Qian", 3)
            .with(5, "Admin", 0)
            .in("director", 3)
            .in("finance", 4)
            .in("admin", 5);

    @Test
    void a_small_discount_goes_to_the_manager_only() {
        var path = preview(1, false);

        assertThat(names(path)).containsExactly(List.of("Li"));
        assertThat(path.steps().getFirst().people().getFirst().reasons()).containsExactly(Reason.manager("Wang"));
    }

    @Test
    void a_large_one_also_to_director_and_finance_and_says_why() {
        var path = preview(1, true);

        assertThat(names(path)).containsExactly(List.of("Li"), List.of("Zhou", "Qian"));
        var second = path.steps().get(1);
        assertThat(second.because().getFirst().text(Locale.ENGLISH)).isEqualTo("Discount: Above 15 %");
        assertThat(second.because().getFirst().text(Locale.SIMPLIFIED_CHINESE)).isEqualTo("折扣：超过 15%");
        assertThat(second.people().getFirst().reasons().getFirst().text(Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("担任角色“角色 director”");
    }

    @Test
    void the_initiator_among_the_approvers_is_replaced_by_the_manager() {
        var found = resolve(1, SelfApproval.ESCALATE, new Users(List.of("1", "4")));

        assertThat(found).extracting(one -> one.person().name()).containsExactly("Qian", "Li");
        assertThat(found.getLast().reasons()).containsExactly(Reason.escalated("Wang"));
    }

    @Test
    void the_initiator_decides_where_the_step_allows_it() {
        assertThat(resolve(1, SelfApproval.ALLOW, new Users(List.of("1"))))
                .extracting(one -> one.person().name())
                .containsExactly("Wang");
    }

    @Test
    void with_nobody_above_the_initiator_the_administrators_decide() {
        var found = resolve(3, SelfApproval.ESCALATE, new InRole("director"));

        assertThat(found).extracting(one -> one.person().name()).containsExactly("Admin");
        assertThat(found.getFirst().reasons()).containsExactly(Reason.administrator());
    }

    @Test
    void an_empty_role_falls_to_the_administrators() {
        assertThat(resolve(1, SelfApproval.ESCALATE, new InRole("nobody")))
                .extracting(one -> one.person().name())
                .containsExactly("Admin");
    }

    @Test
    void an_administrator_does_not_decide_alone_on_an_own_request() {
        assertThat(resolve(5, SelfApproval.ESCALATE, new InRole("nobody"))).isEmpty();
    }

    @Test
    void a_person_found_twice_sits_once_with_both_reasons() {
        var found = resolve(1, SelfApproval.ESCALATE, new InitiatorsManager(2), new InRole("director"));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().reasons())
                .containsExactly(Reason.manager("Wang", 2), Reason.role(label("director")));
    }

    @Test
    void who_has_left_is_not_asked() {
        company.leaves(4);

        assertThat(resolve(1, SelfApproval.ESCALATE, new InRole("finance"), new Users(List.of("4", "3"))))
                .extracting(one -> one.person().name())
                .containsExactly("Zhou");
    }

    @Test
    void a_field_names_the_approver() {
        var found = resolve(1, SelfApproval.ESCALATE, new FromField("account.owner"));

        assertThat(found.getFirst().person().name()).isEqualTo("Qian");
        assertThat(found.getFirst().reasons().getFirst().text(Locale.ENGLISH)).isEqualTo("in the field account.owner");
    }

    @Test
    void managers_in_a_circle_end_the_search() {
        var circle = new Company().with(1, "A", 2).with(2, "B", 1);

        var found = ApproverResolution.approvers(
                List.of(new InitiatorsManager(2)), SelfApproval.ESCALATE, request(circle, 1), circle);

        assertThat(found).isEmpty();
    }

    @Test
    void a_step_without_anybody_is_a_problem_at_its_place() {
        var answer = ApprovalPath.preview(
                definition(new Approve("x1", label("x1"), List.of(), Completion.ANY, SelfApproval.ESCALATE, Map.of())),
                request(company, 5),
                company,
                text -> new Verdict.True());

        assertThat(answer).isInstanceOf(Route.Answer.Failed.class);
        assertThat(((Route.Answer.Failed<ApprovalPath>) answer).problems())
                .extracting(Problem::path)
                .containsExactly("nodes/x1");
    }

    @Test
    void behind_a_node_of_a_branch_comes_what_follows_the_condition() {
        var nodes = List.<Node>of(
                new Condition(
                        "c",
                        label("c"),
                        List.of(new Branch("b", label("b"), "TRUE", List.of(copy("in"), copy("in2")))),
                        List.of()),
                copy("last"));

        assertThat(Route.after(nodes, "in").orElseThrow()).extracting(Node::id).containsExactly("in2", "last");
        assertThat(Route.after(nodes, "gone")).isEmpty();
    }

    private static CarbonCopy copy(String id) {
        return new CarbonCopy(id, label(id), List.of());
    }

    private ApprovalPath preview(long initiator, boolean large) {
        var answer = ApprovalPath.preview(
                QuoteApproval.DEFINITION,
                request(company, initiator),
                company,
                text -> large ? new Verdict.True() : new Verdict.Not());
        return ((Route.Answer.Leads<ApprovalPath>) answer).to();
    }

    private List<ApproverResolution.Resolved> resolve(long initiator, SelfApproval self, Approver... sources) {
        return ApproverResolution.approvers(List.of(sources), self, request(company, initiator), company);
    }

    private static Request request(Company company, long initiator) {
        return new Request(
                company.find(new RecordId(initiator)).orElseThrow(),
                new Subject() {
                    @Override
                    public Optional<RecordId> user(String path) {
                        return path.equals("account.owner") ? Optional.of(new RecordId(4)) : Optional.empty();
                    }

                    @Override
                    public Label field(String path) {
                        return Label.of(path, path);
                    }

                    @Override
                    public Label role(String id) {
                        return label(id);
                    }
                },
                List.of("admin"));
    }

    private static List<List<String>> names(ApprovalPath path) {
        return path.steps().stream()
                .map(step ->
                        step.people().stream().map(ApprovalPath.Person::name).toList())
                .toList();
    }

    private static ApprovalDefinition definition(Node... nodes) {
        return new ApprovalDefinition(
                "a", label("a"), "quote", null, List.of(nodes), Effects.NONE, List.of(), List.of("admin"));
    }

    private static Label label(String id) {
        return Label.of("Role " + id, "角色 " + id);
    }

    /** People, their managers and their roles. */
    private static final class Company implements People {
        private final Map<RecordId, Member> people = new HashMap<>();
        private final Map<RecordId, RecordId> managers = new HashMap<>();
        private final Map<String, List<RecordId>> roles = new HashMap<>();

        Company with(long id, String name, long manager) {
            people.put(new RecordId(id), new Member(new RecordId(id), name, true));
            if (manager > 0) {
                managers.put(new RecordId(id), new RecordId(manager));
            }
            return this;
        }

        Company in(String role, long id) {
            roles.put(role, List.of(new RecordId(id)));
            return this;
        }

        void leaves(long id) {
            people.computeIfPresent(new RecordId(id), (key, member) -> new Member(key, member.name(), false));
        }

        @Override
        public Optional<Member> find(RecordId user) {
            return Optional.ofNullable(people.get(user));
        }

        @Override
        public List<Member> holders(String role) {
            return roles.getOrDefault(role, List.of()).stream()
                    .map(people::get)
                    .filter(Member::active)
                    .toList();
        }

        @Override
        public Optional<Member> managerOf(RecordId user) {
            return Optional.ofNullable(managers.get(user)).map(people::get);
        }
    }
}
